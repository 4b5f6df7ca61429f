/** Python's \w, so that scores here equal those of the data's own score.py. */
const WORD = /[\p{L}\p{N}_]+/gu;

/** Counts each run of four words in a row; a shorter text is one run. */
export function wordShingles(text: string, length = 4): Map<string, number> {
  const words = text.match(WORD) ?? [];
  const counts = new Map<string, number>();
  if (words.length === 0) return counts;
  for (let at = 0; at < Math.max(1, words.length - length + 1); at++) {
    const key = words.slice(at, at + length).join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
