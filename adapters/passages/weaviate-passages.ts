import { type Collection, Filters } from 'weaviate-client';
import { ServiceError } from '../../contracts/failures.js';
import type {
  PassageFilter,
  PassageHit,
  PassageIndex,
  PassageSpace,
} from '../../contracts/passage-index.js';
import { storeName } from './store-name.js';
import { createWeaviateConnection, type WeaviateServer } from './weaviate-connection.js';
import { callWeaviate } from './weaviate-failure.js';
import { allowsSome } from './weaviate-filter.js';
import { toObject } from './weaviate-objects.js';
import { ensurePassages } from './weaviate-schema.js';
import { byKeyword, byVector, hybrid } from './weaviate-search.js';
import { createTenants } from './weaviate-tenants.js';
import { assignAll, deleteAll } from './weaviate-writes.js';

interface WeaviateOptions extends WeaviateServer {
  /** What the names of our collections begin with. */
  readonly prefix: string;
}

/** Passages on a Weaviate server: a collection for each space, a tenant for each owner. */
export function createWeaviatePassages(options: WeaviateOptions): PassageIndex {
  const { prefix, ...server } = options;
  const connection = createWeaviateConnection(server);
  const { nameOf, find, ofOwner } = createTenants(connection, prefix);

  async function search(
    { owner, space, filter }: PassageSpace & { readonly filter: PassageFilter },
    ask: (collection: Collection) => Promise<readonly PassageHit[]>,
  ): Promise<readonly PassageHit[]> {
    if (!allowsSome(filter)) return [];
    return callWeaviate(async () => {
      const collection = await find(nameOf(space), owner);
      return collection === undefined ? [] : ask(collection);
    });
  }

  return {
    upsert: ({ owner, space }, passages) =>
      callWeaviate(async () => {
        if (passages.length === 0) return;
        const client = await connection.client();
        await ensurePassages(client, nameOf(space));
        const collection = client.collections.use(nameOf(space)).withTenant(storeName(owner));
        const { hasErrors, errors } = await collection.data.insertMany(passages.map(toObject));
        const [first] = Object.values(errors);
        if (hasErrors) throw new ServiceError('unavailable', `Weaviate: ${first?.message}`);
      }),

    keyword: (query) => search(query, (collection) => byKeyword(collection, query)),
    vector: (query) => search(query, (collection) => byVector(collection, query)),
    hybrid: (query) => search(query, (collection) => hybrid(collection, query)),

    count: ({ owner, space }, documentId, edition) =>
      callWeaviate(async () => {
        const collection = await find(nameOf(space), owner);
        if (collection === undefined) return 0;
        const { filter } = collection;
        const filters = Filters.and(
          filter.byProperty('documentId').equal(documentId),
          ...(edition === undefined ? [] : [filter.byProperty('edition').equal(edition)]),
        );
        return (await collection.aggregate.overAll({ filters })).totalCount;
      }),

    assign: (owner, documentId, collectionIds) =>
      callWeaviate(async () => {
        for (const collection of await ofOwner(owner))
          await assignAll(collection, documentId, collectionIds);
      }),

    remove: (owner, documentId, keep) =>
      callWeaviate(async () => {
        const kept = keep === undefined ? undefined : nameOf(keep.space);
        for (const collection of await ofOwner(owner)) {
          const { filter, name } = collection;
          const document = filter.byProperty('documentId').equal(documentId);
          const stale = filter.byProperty('edition').notEqual(keep?.edition ?? '');
          await deleteAll(collection, name === kept ? Filters.and(document, stale) : document);
        }
      }),

    removeEdition: (owner, documentId, edition) =>
      callWeaviate(async () => {
        for (const collection of await ofOwner(owner))
          await deleteAll(collection, ofEdition(collection, documentId, edition));
      }),

    close: () => connection.close(),
  };
}

function ofEdition({ filter }: Collection, documentId: string, edition: string) {
  return Filters.and(
    filter.byProperty('documentId').equal(documentId),
    filter.byProperty('edition').equal(edition),
  );
}
