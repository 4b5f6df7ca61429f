/** A guess from less than this is a coin toss. */
const LEAST_CHARS = 40;
const SAMPLE_CHARS = 4_000;

/** The ISO 639-1 code of a text: what it says of itself, else what it looks like, else null. */
export async function languageOf(text: string, declared?: string | null): Promise<string | null> {
  return languageCode(declared) ?? (await detected(text));
}

function languageCode(declared: string | null | undefined): string | null {
  return /^\s*([a-z]{2})(?:[-_]|\s*$)/i.exec(declared ?? '')?.[1]?.toLowerCase() ?? null;
}

/** Loaded when first needed: it takes tens of megabytes, and most pages name their language. */
async function loadDetector() {
  const { eld } = await import('eld/extrasmall');
  return eld;
}

/**
 * Loads what languages are told by, for a caller that is sure to need it. Loading leaves much garbage behind, whose
 * memory serves what comes after it: before the document, not on top of it.
 */
export async function prepareLanguages(): Promise<void> {
  await loadDetector();
}

async function detected(text: string): Promise<string | null> {
  const sample = text.slice(0, SAMPLE_CHARS);
  if (sample.length < LEAST_CHARS) return null;
  const eld = await loadDetector();
  const result = eld.detect(sample);
  return result.language !== '' && result.isReliable() ? result.language : null;
}
