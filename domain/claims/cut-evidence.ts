const LONGEST = 1_000;

/** A text cut into stretches of at most 1,000 characters that together are the whole text, in linear time. */
export function cutEvidence(text: string): string[] {
  const passages: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end =
      text.length - start <= LONGEST
        ? text.length
        : start + cutLength(text.slice(start, start + LONGEST));
    const passage = text.slice(start, end);
    if (passage.trim() !== '') passages.push(passage);
    start = end;
  }
  return passages;
}

function cutLength(window: string): number {
  const half = window.length / 2;
  for (const sign of ['\n\n', '. ', '。', '\n', ' ']) {
    const at = window.lastIndexOf(sign);
    if (at >= half) return at + sign.length;
  }
  return window.length;
}
