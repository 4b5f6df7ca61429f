import type { Collection, FilterValue } from 'weaviate-client';
import { ServiceError } from '../../contracts/failures.js';
import { VECTOR } from './weaviate-schema.js';

const PAGE = 200;

/** Deletes all that a filter finds: one call takes only so many. */
export async function deleteAll({ data }: Collection, filter: FilterValue): Promise<void> {
  for (;;) {
    const { matches, failed, successful } = await data.deleteMany(filter);
    if (failed > 0) throw new ServiceError('unavailable', `Weaviate kept ${failed} objects.`);
    if (matches === 0 || successful === 0) return;
  }
}

/** Changes some properties of all passages of a document, whose vectors come along. */
export async function rewriteAll(
  collection: Collection,
  documentId: string,
  changes: Readonly<Record<string, string[]>>,
): Promise<void> {
  const objects = await readAll(collection, documentId);
  for (let at = 0; at < objects.length; at += PAGE) {
    const { hasErrors } = await collection.data.insertMany(
      objects.slice(at, at + PAGE).map(({ uuid, properties, vectors }) => ({
        id: uuid,
        properties: { ...properties, ...changes },
        vectors,
      })),
    );
    if (hasErrors) throw new ServiceError('unavailable', 'Weaviate did not keep all passages.');
  }
}

/** All of them before the first is written: writing changes the order in which they come. */
async function readAll({ query, filter }: Collection, documentId: string) {
  const filters = filter.byProperty('documentId').equal(documentId);
  const page = (offset: number) =>
    query.fetchObjects({ filters, offset, limit: PAGE, includeVector: [VECTOR] });
  const { objects } = await page(0);
  for (let last = objects.length; last === PAGE; ) {
    const next = await page(objects.length);
    objects.push(...next.objects);
    last = next.objects.length;
  }
  return objects;
}
