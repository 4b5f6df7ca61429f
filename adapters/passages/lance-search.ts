import type { Table } from '@lancedb/lancedb';
import type {
  KeywordQuery,
  PassageFilter,
  PassageHit,
  VectorQuery,
} from '../../contracts/passage-index.js';
import { lanceFilter } from './lance-filter.js';
import { PARTITIONS } from './lance-indices.js';
import { MatchQuery } from './lance-library.js';
import { HIT_COLUMNS, toKeywordHit, toVectorHit } from './lance-rows.js';

/** Candidates whose exact vectors decide: enough for a recall of 1 among 100,000. */
const EXACT_CANDIDATES = 800;
const LEAST_REFINING = 4;

/** The passages that hold any of the terms, by BM25; with a vector, each also compared with that. */
export async function byKeyword(
  table: Table,
  { terms, filter, limit }: KeywordQuery,
  vector?: readonly number[],
): Promise<PassageHit[]> {
  if (terms.length === 0) return [];
  const columns = [...HIT_COLUMNS, '_score', ...(vector === undefined ? [] : ['vector'])];
  const query = table
    .query()
    .fullTextSearch(new MatchQuery(terms.join(' '), 'terms'))
    .limit(limit)
    .select(columns);
  const rows: unknown[] = await within(query, filter).toArray();
  return bestFirst(rows.map((row) => toKeywordHit(row, vector)));
}

/** The passages nearest to a vector. */
export async function byVector(
  table: Table,
  { vector, filter, limit }: VectorQuery,
): Promise<PassageHit[]> {
  const query = nearestTo(table, vector, limit).select([...HIT_COLUMNS, '_distance']);
  const rows: unknown[] = await within(query, filter).toArray();
  return bestFirst(rows.map(toVectorHit));
}

/** Asks for the rows whose unit vectors are nearest, by their dot product. */
export function nearestTo(table: Table, vector: readonly number[], limit: number) {
  return table
    .query()
    .nearestTo([...vector])
    .distanceType('dot')
    .nprobes(PARTITIONS)
    .refineFactor(Math.max(LEAST_REFINING, Math.ceil(EXACT_CANDIDATES / limit)))
    .limit(limit);
}

/** The best are found, but rows that no index covers yet come in the order they lie in. */
function bestFirst(hits: PassageHit[]): PassageHit[] {
  return hits.sort((left, right) => right.score - left.score);
}

function within<Query extends { where(predicate: string): Query }>(
  query: Query,
  filter: PassageFilter,
): Query {
  const predicate = lanceFilter(filter);
  return predicate === undefined ? query : query.where(predicate);
}
