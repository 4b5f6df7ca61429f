/** Options that are lists: in a file or a form they are written as words parted by `;` or white space. */
const LISTS = new Set([
  'sources',
  'collection_ids',
  'document_ids',
  'allowed_domains',
  'blocked_domains',
]);

/** The options that texts stand for; an empty text is none. Numbers and booleans stay texts, which the shapes read. */
export function fieldsOf(texts: Readonly<Record<string, string>>): Record<string, unknown> {
  const given = Object.entries(texts).filter(([, text]) => text.trim() !== '');
  return Object.fromEntries(
    given.map(([name, text]) => [name, LISTS.has(name) ? wordsOf(text) : text]),
  );
}

function wordsOf(text: string): string[] {
  return text.split(/[;\s]+/).filter((word) => word !== '');
}
