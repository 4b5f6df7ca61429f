import { type Collection, Filters, type FilterValue } from 'weaviate-client';
import type { PassageFilter } from '../../contracts/passage-index.js';

/** Whether a filter allows anything at all: an empty list does not. */
export function allowsSome({ documentIds, collectionIds }: PassageFilter): boolean {
  return documentIds?.length !== 0 && collectionIds?.length !== 0;
}

/** A filter as Weaviate takes it; undefined when everything is allowed. */
export function weaviateFilter(
  { filter }: Collection,
  { documentIds, collectionIds, pages }: PassageFilter,
): FilterValue | undefined {
  const by = (name: string) => filter.byProperty(name);
  const conditions = [
    documentIds === undefined ? [] : [by('documentId').containsAny([...documentIds])],
    collectionIds === undefined ? [] : [by('collections').containsAny([...collectionIds])],
    pages === undefined
      ? []
      : [by('page').greaterOrEqual(pages.from), by('page').lessOrEqual(pages.to)],
  ].flat();
  return conditions.length === 0 ? undefined : Filters.and(...conditions);
}
