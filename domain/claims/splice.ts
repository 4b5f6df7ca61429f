/** A stretch of a text and what is to stand there instead; `start === end` inserts. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all splices made, which must not overlap; everything between them stays character for character. */
export function splice(text: string, splices: readonly Splice[]): string {
  const ordered = [...splices].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let from = 0;
  for (const { start, end, text: replacement } of ordered) {
    result += text.slice(from, start) + replacement;
    from = end;
  }
  return result + text.slice(from);
}
