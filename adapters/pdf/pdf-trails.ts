import type { PDFDocumentProxy } from 'pdfjs-dist';

type Outline = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>;
type Entry = Outline[number];

interface Bookmark {
  /** From the highest heading down to its own. */
  readonly path: readonly string[];
  readonly page: number;
}

/** An outline of more entries is an index, which names no headings. */
const MOST_BOOKMARKS = 2_000;
const DEEPEST = 4;

/** Tells which headings of a PDF's outline are open where a page begins; none in a PDF without an outline. */
export async function pdfTrails(document: PDFDocumentProxy): Promise<(page: number) => string[]> {
  // A broken outline costs the headings, not the text.
  const outline: Outline | null = await document.getOutline().catch(() => null);
  const bookmarks: Bookmark[] = [];
  for (const { entry, path } of entriesOf(outline ?? [], [])) {
    if (bookmarks.length >= MOST_BOOKMARKS) return () => [];
    const page = await pageOf(document, entry);
    if (page !== undefined) bookmarks.push({ path, page });
  }
  bookmarks.sort((a, b) => a.page - b.page);
  return (page) => [...(bookmarks.findLast((bookmark) => bookmark.page < page)?.path ?? [])];
}

function* entriesOf(
  outline: readonly Entry[],
  above: readonly string[],
): Generator<{ readonly entry: Entry; readonly path: readonly string[] }> {
  for (const entry of outline) {
    const title = entry.title.replace(/\s+/g, ' ').trim();
    const path = title === '' ? above : [...above, title];
    yield { entry, path };
    if (path.length < DEEPEST) yield* entriesOf(entry.items, path);
  }
}

async function pageOf(document: PDFDocumentProxy, { dest }: Entry): Promise<number | undefined> {
  try {
    const [target]: unknown[] =
      (typeof dest === 'string' ? await document.getDestination(dest) : dest) ?? [];
    if (typeof target === 'number') return target + 1;
    return isReference(target) ? (await document.getPageIndex(target)) + 1 : undefined;
  } catch {
    return undefined;
  }
}

function isReference(value: unknown): value is { num: number; gen: number } {
  return typeof value === 'object' && value !== null && 'num' in value && 'gen' in value;
}
