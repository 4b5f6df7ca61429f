import { type Collection, Filters, type FilterValue } from 'weaviate-client';
import { ServiceError } from '../../contracts/failures.js';
import { VECTOR } from './weaviate-schema.js';

const BATCH = 200;
/** Passages that are held at a time, vectors and all; the server pages through 10,000 at most. */
const HELD = 2_000;

/** Deletes all that a filter finds: one call takes only so many. */
export async function deleteAll({ data }: Collection, filter: FilterValue): Promise<void> {
  for (;;) {
    const { matches, failed, successful } = await data.deleteMany(filter);
    if (failed > 0) throw new ServiceError('unavailable', `Weaviate kept ${failed} objects.`);
    if (matches === 0 || successful === 0) return;
  }
}

/** Puts all passages of a document into these collections and no other. Those that are there already are left alone. */
export async function assignAll(
  collection: Collection,
  documentId: string,
  collectionIds: readonly string[],
): Promise<void> {
  const { aggregate, filter, metrics } = collection;
  const document = filter.byProperty('documentId').equal(documentId);
  await assignPages(1, await lastPage());

  /** 0 where the collection has nothing of the document: the server then names no maximum. */
  async function lastPage(): Promise<number> {
    const { properties } = await aggregate.overAll({
      filters: document,
      returnMetrics: metrics.aggregate('page').integer(['maximum']),
    });
    const page = properties['page'];
    const maximum = page !== undefined && 'maximum' in page ? page.maximum : undefined;
    return typeof maximum === 'number' && Number.isFinite(maximum) ? maximum : 0;
  }

  /** By halves of its pages until a part is small enough to be held. */
  async function assignPages(first: number, last: number): Promise<void> {
    if (first > last) return;
    const pages = filter.byProperty('page');
    const filters = Filters.and(document, pages.greaterOrEqual(first), pages.lessOrEqual(last));
    const { totalCount } = await aggregate.overAll({ filters });
    if (totalCount > HELD && first < last) {
      const middle = Math.floor((first + last) / 2);
      await assignPages(first, middle);
      return assignPages(middle + 1, last);
    }
    const objects = await readAll(collection, filters);
    const changed = objects.filter(({ properties: { collections } }) => !isSame(collections));
    await writeAll(collection, changed, { collections: [...collectionIds] });
  }

  function isSame(collections: unknown): boolean {
    const now = new Set(Array.isArray(collections) ? collections : []);
    return now.size === collectionIds.length && collectionIds.every((id) => now.has(id));
  }
}

type Found = Awaited<ReturnType<typeof readAll>>;

async function writeAll(
  { data }: Collection,
  objects: Found,
  changes: Readonly<Record<string, string[]>>,
): Promise<void> {
  for (let at = 0; at < objects.length; at += BATCH) {
    const { hasErrors } = await data.insertMany(
      objects.slice(at, at + BATCH).map(({ uuid, properties, vectors }) => ({
        id: uuid,
        properties: { ...properties, ...changes },
        vectors,
      })),
    );
    if (hasErrors) throw new ServiceError('unavailable', 'Weaviate did not keep all passages.');
  }
}

/** All of them before the first is written: writing changes the order in which they come. */
async function readAll({ query }: Collection, filters: FilterValue) {
  const page = (offset: number) =>
    query.fetchObjects({ filters, offset, limit: BATCH, includeVector: [VECTOR] });
  const { objects } = await page(0);
  for (let last = objects.length; last === BATCH; ) {
    const next = await page(objects.length);
    objects.push(...next.objects);
    last = next.objects.length;
  }
  return objects;
}
