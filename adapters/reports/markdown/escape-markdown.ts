const SIGNS = /[\\`*[<|~]|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_|&(?=#?\w{1,40};)/gu;
/** What would make a line a heading, a list item, a quotation or a rule. */
const LINE_SIGN = /^(\s*)(#{1,6}(?=\s|$)|[-+>=]|(?=\d{1,9}[.)](?:\s|$))(\d{1,9}))/gm;

/** Text that reads in Markdown as it stands. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(SIGNS, '\\$&')
    .replace(LINE_SIGN, (_all, space: string, sign: string, digits: string | undefined) =>
      digits === undefined ? `${space}\\${sign}` : `${space}${digits}\\`,
    );
}
