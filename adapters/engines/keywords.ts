/** Words that ask or glue. Boolean engines would demand them of every result. */
const NOISE = new Set(
  `a about an and any are as at be been being but by can could did do does for from had has have how i if in into is
  it its many me most much my not of on or our should so than that the their them then there these they this those to
  was we were what when where which while who whom whose why will with would you your`.split(/\s+/),
);

/** The words of a question that name its subject, in order, without punctuation and repeats; `limit` of them at most. */
export function keywords(question: string, limit: number): string[] {
  const words = question.match(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu) ?? [];
  const telling = words.filter((word) => !NOISE.has(word.toLowerCase()));
  const chosen = telling.length > 0 ? telling : words;
  const lower = chosen.map((word) => word.toLowerCase());
  return chosen.filter((_, index) => lower.indexOf(lower[index] ?? '') === index).slice(0, limit);
}
