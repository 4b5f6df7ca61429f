/** Text out of the light markup of titles and abstracts (JATS, HTML): tags and entities resolved, spaces single. */
export function stripTags(markup: string): string {
  return markup
    .replace(/<\/?(?:jats:)?(?:title|h\d|p|sec|br)\b[^>]*>/gi, ' ')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(?:lt|gt|amp|quot|apos|nbsp|#\d+|#x[0-9a-f]+);/gi, characterOf)
    .replace(/\s+/g, ' ')
    .trim();
}

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function characterOf(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase();
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return NAMED[name] ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ');
}
