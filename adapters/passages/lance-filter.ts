import type { PassageFilter } from '../../contracts/passage-index.js';

/** A filter as LanceDB reads it; undefined when everything is allowed. */
export function lanceFilter({
  documentIds,
  collectionIds,
  pages,
}: PassageFilter): string | undefined {
  const conditions = [
    documentIds === undefined ? undefined : isOneOf('document_id', documentIds),
    collectionIds === undefined ? undefined : isInOneOf(collectionIds),
    pages === undefined ? undefined : `page >= ${pages.from} and page <= ${pages.to}`,
  ].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? undefined : conditions.join(' and ');
}

export function isOneOf(column: string, values: readonly string[]): string {
  return values.length === 0 ? 'false' : `${column} in (${values.map(quoted).join(', ')})`;
}

/** How the collections of a passage are kept: `|one|two|`, since the list of a first row may be empty. */
export function joinCollections(ids: readonly string[]): string {
  return ids.map((id) => `|${id}`).join('') + (ids.length > 0 ? '|' : '');
}

function isInOneOf(ids: readonly string[]): string {
  if (ids.length === 0) return 'false';
  return `(${ids.map((id) => `contains(collections, ${quoted(`|${id}|`)})`).join(' or ')})`;
}

/** Filters are SQL: a quote inside a value would end it. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
