import type { ObjectStore } from '../contracts/objects.js';
import type { FoundHits } from '../contracts/search-steps.js';
import { StoredHits } from '../contracts/stored-shapes.js';
import { type MergedHit, mergeHits } from '../domain/search/merge-hits.js';
import { getJson } from './stored-json.js';

/** One list of all hits of a run, best first, each page once. */
export async function mergeFound(
  objects: ObjectStore,
  found: readonly FoundHits[],
): Promise<MergedHit[]> {
  const lists = await Promise.all(
    found.map(async ({ subQuery, key }) => ({
      query: subQuery,
      hits: await getJson(objects, key, StoredHits),
    })),
  );
  return mergeHits(lists);
}
