import { bm25 } from '../search/bm25.js';
import { canonicalUrl } from '../search/canonical-url.js';
import { queryTerms } from '../search/query-terms.js';
import { contentStems } from '../text/words.js';
import type { PageLink } from './page-links.js';

interface Choosing {
  readonly links: readonly PageLink[];
  /** The question and the queries that were asked. */
  readonly wanted: readonly string[];
  /** Addresses that were tried before. */
  readonly tried: readonly string[];
  readonly limit: number;
}

/**
 * The links that promise most: whose words, or those of whose address, are those of the question or of a query, the
 * rarer the better. A link that shares no word with any is not followed. Each page once, best first.
 */
export function chooseLinks({ links, wanted, tried, limit }: Choosing): PageLink[] {
  const known = new Set(tried.map(canonicalUrl));
  const fresh = links.filter(({ url }) => {
    const key = canonicalUrl(url);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  const index = bm25(fresh.map(({ url, text }) => contentStems(`${text} ${wordsOf(url)}`)));
  const terms = wanted.map(queryTerms);
  return fresh
    .map((link, at) => ({
      link,
      score: Math.max(0, ...terms.map((query) => index.score(at, query))),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ link }) => link);
}

/** The words of an address behind its host: `/lake-baikal/fish_of_the_lake.html`. */
function wordsOf(url: string): string {
  return decoded(new URL(url).pathname).replace(/[^\p{L}\p{N}]+/gu, ' ');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
