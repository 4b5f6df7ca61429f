/** Sentences that say how to answer, not what is asked. */
const INSTRUCTION =
  /^(?:please |kindly )?(?:answer|round|base|give|respond|reply|address|approach|calculate|state|express|explain|assume|use|utili[sz]e|show|write|return)\b/i;
/** "If this is not a useful measure, then state that and explain why." */
const FALLBACK = /^if\b.*\b(?:state|say|explain|answer|respond|write)\b/i;
const FISCAL_YEAR = /\b(?:FY|fiscal years?)[\s']?(\d{4}|\d{2})\b/gi;

/** What a question asks, without what it says about the form of the answer, and with years as reports write them. */
export function questionCore(question: string): string {
  const sentences = question.split(/(?<=[.?!])\s+/).filter((sentence) => sentence !== '');
  const asked = sentences.filter(
    (sentence) => !INSTRUCTION.test(sentence) && !FALLBACK.test(sentence),
  );
  const core = (asked.length > 0 ? asked : sentences).join(' ');
  return core.replace(FISCAL_YEAR, (_match, year: string) =>
    year.length === 2 ? `20${year}` : year,
  );
}
