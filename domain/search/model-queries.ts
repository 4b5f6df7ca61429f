import { contentStems, words } from '../text/words.js';
import { cutQuery } from './cut-query.js';

/** Share of words in common (Jaccard, of stems) from which two queries count as the same. */
const SAME = 0.8;
/** More words than this are no query. */
const MOST_WORDS = 40;

/** A query as a model wrote it, on one line: small models number their lines and leave quotes and field names around them. */
export function tidyQuery(query: string): string {
  const bare = query
    .replace(/^\s*(?:\d+[.)]|[-*•])\s+/, '')
    .replace(/^(?:query|search)\s*:\s*/i, '');
  return cutQuery(bare.replace(/^["'`]+(.*?)["'`]+$/s, '$1'));
}

/** False for the junk of small models: no words, one word over and over, an echo of the form, or another subject altogether. */
export function isUsableQuery(query: string, question: string): boolean {
  const found = words(query);
  if (found.length === 0 || found.length > MOST_WORDS) return false;
  if (found.length > 4 && new Set(found).size * 2 < found.length) return false;
  if (/[{}[\]<>]|\.\.\.$/.test(query)) return false;
  const asked = new Set(contentStems(question));
  const stems = contentStems(query);
  return asked.size === 0 || stems.some((stem) => asked.has(stem));
}

/** More words than this are a sentence, not a web search. */
const MOST_SEARCH_WORDS = 14;

/** Whether a query is one that a person might type: few words, and no sentences after one another. */
export function isShortQuery(query: string): boolean {
  return words(query).length <= MOST_SEARCH_WORDS && !/[.!?:;]\s+\p{L}/u.test(query);
}

/** Whether two queries ask for the same, in whatever order and form. */
export function areAlike(one: string, other: string): boolean {
  const a = new Set(contentStems(one));
  const b = new Set(contentStems(other));
  if (a.size === 0 || b.size === 0) return one.trim().toLowerCase() === other.trim().toLowerCase();
  const shared = [...a].filter((stem) => b.has(stem)).length;
  return shared / (a.size + b.size - shared) >= SAME;
}
