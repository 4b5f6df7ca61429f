import type { SearchHit } from '../../contracts/search-engines.js';
import type { ReadSource } from '../../contracts/search-steps.js';
import type { SourceScope } from '../../contracts/source-scope.js';
import type { MergedHit } from '../search/merge-hits.js';
import { isInDomains, isInTime } from './in-scope.js';

/** More would crowd out what the new question finds, and their addresses would swell the history. */
const MOST_HITS = 80;

interface Kept {
  readonly hits: readonly MergedHit[];
  readonly read: readonly Pick<ReadSource, 'url' | 'pageKey' | 'readAt'>[];
}

interface TakenOver {
  readonly hits: readonly SearchHit[];
  readonly read: readonly ReadSource[];
}

/** What of an earlier run's evidence a new run may use: pages that were read first, best first, nothing out of scope. */
export function takeOver(
  { hits, read }: Kept,
  scope: Omit<SourceScope, 'language'>,
  nowMs: number,
): TakenOver {
  const pages = new Map(
    read.flatMap(({ url, pageKey, readAt }) =>
      pageKey === null ? [] : [[url, { url, pageKey, warning: null, readAt }] as const],
    ),
  );
  const isPage = ({ url, document }: MergedHit): boolean =>
    document !== undefined || pages.has(url);
  const within = hits.filter((hit) => isWithin(hit, scope, nowMs));
  const chosen = [...within.filter(isPage), ...within.filter((hit) => !isPage(hit))].slice(
    0,
    MOST_HITS,
  );
  return {
    hits: chosen.map(({ url, title, snippet, engine, publishedAt, document }) => ({
      ...{ url, title, snippet, engine },
      ...(publishedAt === null ? {} : { publishedAt }),
      ...(document === undefined ? {} : { document }),
    })),
    read: chosen.flatMap(({ url }) => pages.get(url) ?? []),
  };
}

/** Documents of collections are found anew, as nothing here tells what a collection holds. */
function isWithin(
  { url, publishedAt, document }: MergedHit,
  scope: Omit<SourceScope, 'language'>,
  nowMs: number,
): boolean {
  const { sources, collection_ids, document_ids, time_range } = scope;
  if (document === undefined)
    return (
      sources.includes('web') && isInDomains(url, scope) && isInTime(publishedAt, time_range, nowMs)
    );
  if (!sources.includes('documents') || collection_ids.length > 0) return false;
  return document_ids.length === 0 || document_ids.includes(document.id);
}
