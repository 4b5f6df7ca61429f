import { canonicalUrl } from '../search/canonical-url.js';
import type { HitList } from '../search/merge-hits.js';

/** Queries of the lists from `earlier` on that found nothing, or only pages that earlier lists hold. */
export function deadEnds(lists: readonly HitList[], earlier: number): string[] {
  const known = new Set(lists.slice(0, earlier).flatMap(addresses));
  return lists
    .slice(earlier)
    .filter((list) => addresses(list).every((address) => known.has(address)))
    .map(({ query }) => query.query);
}

function addresses({ hits }: HitList): string[] {
  return hits.map(({ url }) => canonicalUrl(url));
}
