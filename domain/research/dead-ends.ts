import { canonicalUrl } from '../search/canonical-url.js';
import type { HitList } from '../search/merge-hits.js';

/** Queries of the lists from `earlier` on that found nothing, or only pages that earlier lists hold. */
export function deadEnds(lists: readonly HitList[], earlier: number): string[] {
  const known = new Set(lists.slice(0, earlier).flatMap(addresses));
  const recent = lists.slice(earlier);
  const led = recent.filter((list) => addresses(list).some((address) => !known.has(address)));
  const alive = new Set(led.map(({ query }) => query.query));
  return [...new Set(recent.map(({ query }) => query.query))].filter((query) => !alive.has(query));
}

function addresses({ hits }: HitList): string[] {
  return hits.map(({ url }) => canonicalUrl(url));
}
