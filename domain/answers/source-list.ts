const HEADING =
  /^\s*(?:#{1,6}\s*)?[*_]{0,3}(?:sources?|references?|citations?|bibliography|quellen|références|fuentes)[*_]{0,3}\s*:?\s*[*_]{0,3}\s*(?<list>\[\d{1,3}\].*)?$/iu;
const ENTRY = /^\s*(?:$|[-*•]\s|\d{1,3}[.)]\s|\[\^?\d{1,3}\]|https?:\/\/|.{0,300}https?:\/\/)/;

/** A text without the list of sources that ends it: a heading such as "Sources:" with nothing but entries after it. */
export function withoutSourceList(text: string): string {
  const lines = text.split('\n');
  let end = lines.length;
  for (let index = lines.length - 1; index > 0; index--) {
    const line = lines[index] ?? '';
    if (HEADING.test(line)) end = index;
    else if (!ENTRY.test(line)) break;
  }
  return end === lines.length ? text : lines.slice(0, end).join('\n').trimEnd();
}
