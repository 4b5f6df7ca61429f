import { type Collection, Filters, type FilterValue } from 'weaviate-client';
import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import { embeddingSpace } from '../../contracts/passage-index.js';
import type { VectorHolding, VectorSearch, VectorStore } from '../../contracts/vector-store.js';
import { storeName } from '../passages/store-name.js';
import { createWeaviateConnection, type WeaviateServer } from '../passages/weaviate-connection.js';
import { callWeaviate } from '../passages/weaviate-failure.js';
import { ensureCollection } from '../passages/weaviate-schema.js';
import { createTenants } from '../passages/weaviate-tenants.js';
import { deleteAll } from '../passages/weaviate-writes.js';
import { factOf, hashed } from './metadata-facts.js';
import { DOCUMENT_PROPERTIES, toHit, toObject, VECTOR } from './weaviate-objects.js';

/** Documents sent at once: their vectors stay well below what one message may hold. */
const BATCH = 200;

interface WeaviateOptions extends WeaviateServer {
  /** What the names of our collections begin with. */
  readonly prefix: string;
}

/** Documents on a Weaviate server: a collection for each model, a tenant for each owner. */
export function createWeaviateVectors(options: WeaviateOptions): VectorStore {
  const { prefix, ...server } = options;
  const connection = createWeaviateConnection(server);
  const { nameOf, find, ofOwner } = createTenants(connection, prefix);

  return {
    upsert: (space, documents) =>
      callWeaviate(async () => {
        if (documents.length === 0) return;
        const name = nameOf(embeddingSpace(space.model, space.dimension));
        const client = await connection.client();
        await ensureCollection(client, {
          name,
          vector: VECTOR,
          properties: [...DOCUMENT_PROPERTIES],
        });
        const collection = client.collections.use(name).withTenant(storeName(space.owner));
        const objects = documents.map((document) => toObject(space, document));
        for (let at = 0; at < objects.length; at += BATCH)
          await insert(collection, objects.slice(at, at + BATCH));
      }),

    search: (space, search) =>
      callWeaviate(async () => {
        const name = nameOf(embeddingSpace(space.model, space.dimension));
        const collection = await find(name, space.owner);
        if (collection === undefined) return [];
        const filters = filterOf(collection, search);
        const { objects } = await collection.query.nearVector([...search.vector], {
          ...(filters === undefined ? {} : { filters }),
          targetVector: VECTOR,
          limit: search.limit,
          returnMetadata: ['distance'],
        });
        return objects.map(toHit);
      }),

    holdings: (owner, groupId) =>
      callWeaviate(async () => {
        const held = await Promise.all(
          (await ofOwner(owner)).map((collection) => holdingIn(collection, groupId)),
        );
        return held
          .filter((holding) => holding !== undefined)
          .sort((one, other) => other.documents - one.documents);
      }),

    removeGroup: (owner, groupId) =>
      callWeaviate(async () => {
        let removed = 0;
        for (const collection of await ofOwner(owner)) {
          removed += await countIn(collection, groupId);
          await deleteAll(collection, inGroup(collection, groupId));
        }
        return removed;
      }),

    close: () => connection.close(),
  };
}

async function insert(
  { data }: Collection,
  objects: readonly ReturnType<typeof toObject>[],
): Promise<void> {
  const { hasErrors, errors } = await data.insertMany([...objects]);
  const [first] = Object.values(errors);
  if (hasErrors) throw new ServiceError('unavailable', `Weaviate: ${first?.message}`);
}

async function holdingIn(
  collection: Collection,
  groupId: string | undefined,
): Promise<VectorHolding | undefined> {
  const documents = await countIn(collection, groupId);
  if (documents === 0) return undefined;
  const { objects } = await collection.query.fetchObjects({ limit: 1 });
  return { ...Kept.parse(objects[0]?.properties), documents };
}

const Kept = z.object({ model: z.string(), dimension: z.number() });

async function countIn(collection: Collection, groupId: string | undefined): Promise<number> {
  const filters = groupId === undefined ? {} : { filters: inGroup(collection, groupId) };
  return (await collection.aggregate.overAll(filters)).totalCount;
}

function inGroup({ filter }: Collection, groupId: string): FilterValue {
  return filter.byProperty('group').equal(hashed(groupId));
}

/** Undefined when everything is allowed. */
function filterOf(
  collection: Collection,
  { groupId, conditions }: VectorSearch,
): FilterValue | undefined {
  const all = conditions.map(({ path, anyOf }) =>
    collection.filter.byProperty('facts').containsAny(anyOf.map((value) => factOf(path, value))),
  );
  if (groupId !== undefined) all.unshift(inGroup(collection, groupId));
  return all.length === 0 ? undefined : Filters.and(...all);
}
