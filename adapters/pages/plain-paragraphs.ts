/** Text as it stands, with one kind of line break, no trailing blanks and at most one blank line in a row. */
export function plainParagraphs(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
