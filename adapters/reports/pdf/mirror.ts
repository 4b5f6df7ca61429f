const PAIRS = '()[]{}<>«»‹›≤≥⟨⟩「」『』【】';
const MIRRORED = new Map(
  [...PAIRS].map((sign, index) => [sign, [...PAIRS][index % 2 === 0 ? index + 1 : index - 1]]),
);

/** Text that runs from right to left, with its brackets turned so that they open where it begins. */
export function mirror(text: string): string {
  return [...text].map((sign) => MIRRORED.get(sign) ?? sign).join('');
}
