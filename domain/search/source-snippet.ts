/** Longest snippet of a source. */
export const SNIPPET_CHARACTERS = 300;

/** A text on one line of at most 300 characters, cut at a word limit with an ellipsis. */
export function sourceSnippet(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= SNIPPET_CHARACTERS) return line;
  const head = line.slice(0, SNIPPET_CHARACTERS);
  const space = head.lastIndexOf(' ');
  return `${head.slice(0, space > 0 ? space : SNIPPET_CHARACTERS - 1).replace(/[\s,;:\uD800-\uDBFF]+$/, '')}…`;
}
