/** A batch is padded to its longest text, and its memory grows with the padded whole. */
const MOST_PADDED_CHARACTERS = 2400;
const MOST_TEXTS = 8;

/** Indices of the texts in groups of about the same length, so that little of a batch is padding. */
export function similarLengths(texts: readonly string[]): number[][] {
  const lengthOf = (index: number) => texts[index]?.length ?? 0;
  const order = texts.map((_, index) => index).sort((a, b) => lengthOf(a) - lengthOf(b));
  const groups: number[][] = [];
  for (const index of order) {
    const group = groups.at(-1);
    const padded = ((group?.length ?? 0) + 1) * lengthOf(index);
    if (group && group.length < MOST_TEXTS && padded <= MOST_PADDED_CHARACTERS) group.push(index);
    else groups.push([index]);
  }
  return groups;
}
