import type { SubQuery } from '../../contracts/search.js';
import type { DocumentPlace, SearchHit } from '../../contracts/search-engines.js';
import { contentStems } from '../text/words.js';
import { canonicalUrl } from './canonical-url.js';
import { bareSubject } from './page-subject.js';

/** Damping of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, who found 60 best on TREC data). */
export const FUSION_DAMPING = 60;

/** A page that a query names by its whole title counts this many times: it is the page about the thing asked for. */
export const NAMED_WEIGHT = 2;

/** A page as all lists together rank it. */
export interface MergedHit {
  readonly url: string;
  readonly title: string;
  readonly snippet: string;
  readonly engine: string;
  /** ISO 8601, or null when no engine told one. */
  readonly publishedAt: string | null;
  /** Sum of weight / (60 + rank) over the lists that hold the page, ranks from 1; higher is better. */
  readonly fusedScore: number;
  /** Set for a page of one of the owner's own documents. */
  readonly document?: DocumentPlace | undefined;
}

export interface HitList {
  readonly query: SubQuery;
  readonly hits: readonly SearchHit[];
}

/**
 * Merges ranked lists into one, best first, by reciprocal rank fusion. A list weighs 1 at priority 1, 1/√2 at
 * priority 2 and so on, and twice that for a page whose whole title is in the query. Pages are one when their canonical URLs are; the longest snippet is kept.
 */
export function mergeHits(lists: readonly HitList[]): MergedHit[] {
  const merged = new Map<string, MergedHit>();
  for (const { query, hits } of lists) {
    const weight = 1 / Math.sqrt(Math.max(1, query.priority));
    const asked = new Set(contentStems(query.query));
    for (const [rank, [key, hit]] of firstOfEach(hits).entries()) {
      const score =
        (weight * (isNamed(hit, asked) ? NAMED_WEIGHT : 1)) / (FUSION_DAMPING + rank + 1);
      merged.set(key, join(merged.get(key), hit, score));
    }
  }
  return [...merged.values()].sort((a, b) => b.fusedScore - a.fusedScore || byAddress(a, b));
}

/** Addresses of the hits that are pages of the web, in their order. */
export function webUrls(hits: readonly MergedHit[]): string[] {
  return hits.flatMap(({ url, document }) => (document === undefined ? [url] : []));
}

/** Lists come in the order in which searches end, which must not decide between equals. */
function byAddress(a: MergedHit, b: MergedHit): number {
  return a.url < b.url ? -1 : 1;
}

/** A page that a list names twice counts at its better rank only. */
function firstOfEach(hits: readonly SearchHit[]): (readonly [string, SearchHit])[] {
  const first = new Map<string, SearchHit>();
  for (const hit of hits) {
    const key = canonicalUrl(hit.url);
    if (key !== '' && !first.has(key)) first.set(key, hit);
  }
  return [...first];
}

function isNamed({ title }: SearchHit, asked: ReadonlySet<string>): boolean {
  const subject = contentStems(bareSubject(title));
  return subject.length > 0 && subject.every((stem) => asked.has(stem));
}

function join(known: MergedHit | undefined, hit: SearchHit, score: number): MergedHit {
  const { url, title, snippet, engine, publishedAt = null, document } = hit;
  if (known === undefined)
    return { url, title, snippet, engine, publishedAt, fusedScore: score, document };
  return {
    ...known,
    title: known.title === '' ? title : known.title,
    snippet: snippet.length > known.snippet.length ? snippet : known.snippet,
    publishedAt: known.publishedAt ?? publishedAt,
    fusedScore: known.fusedScore + score,
  };
}
