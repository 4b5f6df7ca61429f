import type { Collection } from 'weaviate-client';
import type { KeywordQuery, PassageHit, VectorQuery } from '../../contracts/passage-index.js';
import { weaviateFilter } from './weaviate-filter.js';
import { toHit } from './weaviate-objects.js';
import { VECTOR } from './weaviate-schema.js';

/** Words and meaning count the same. */
const BALANCE = 0.5;

export async function byKeyword(
  collection: Collection,
  { terms, filter, limit }: KeywordQuery,
): Promise<PassageHit[]> {
  if (terms.length === 0) return [];
  const { objects } = await collection.query.bm25(terms.join(' '), {
    ...within(collection, filter),
    queryProperties: ['terms'],
    limit,
    returnMetadata: ['score'],
  });
  return objects.map((found) => toHit(found));
}

export async function byVector(
  collection: Collection,
  { vector, filter, limit }: VectorQuery,
): Promise<PassageHit[]> {
  const { objects } = await collection.query.nearVector([...vector], {
    ...within(collection, filter),
    targetVector: VECTOR,
    limit,
    returnMetadata: ['distance'],
  });
  return objects.map((found) => toHit(found));
}

/** The server's own fusion by ranks. */
export async function hybrid(
  collection: Collection,
  query: KeywordQuery & VectorQuery,
): Promise<PassageHit[]> {
  const { terms, vector, filter, limit } = query;
  if (terms.length === 0) return byVector(collection, query);
  const { objects } = await collection.query.hybrid(terms.join(' '), {
    ...within(collection, filter),
    vector: [...vector],
    targetVector: VECTOR,
    fusionType: 'Ranked',
    alpha: BALANCE,
    queryProperties: ['terms'],
    limit,
    includeVector: [VECTOR],
    returnMetadata: ['score'],
  });
  return objects.map((found) => toHit(found, vector));
}

function within(collection: Collection, filter: KeywordQuery['filter']) {
  const filters = weaviateFilter(collection, filter);
  return filters === undefined ? {} : { filters };
}
