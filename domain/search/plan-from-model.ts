import type { SubQuery } from '../../contracts/search.js';
import type { PlanReply, SearchPlan } from '../../contracts/search-plan.js';
import { contentStems, words } from '../text/words.js';
import { cutQuery } from './cut-query.js';
import { MOST_SUB_QUERIES, planByRules } from './plan-by-rules.js';

/** Share of words in common (Jaccard, of stems) from which two queries count as the same. */
const SAME = 0.8;

/**
 * The plan a model gave, mended: the question itself comes first, then what the model adds to it, then hops of the
 * rules while there is room. Repeats, empty ones, copies of the prompt's example and queries that share no word with the question's own plan
 * are dropped; when nothing of the model's is left, the plan is the rules'.
 */
export function planFromModel(reply: PlanReply, question: string): SearchPlan {
  const rules = planByRules(question);
  const [original, ...hops] = rules.sub_queries;
  const usable = reply.queries.map(tidy).filter((query) => isUsable(query, question));
  const added = distinct(usable, original === undefined ? [] : [original.query]);
  if (original === undefined || added.length === 0) return rules;

  const parts = added.map((query) => ({ query, intent: original.intent }));
  const spare = distinct(
    hops.map(({ query }) => query),
    [original.query, ...added],
  ).map((query) => ({ query, intent: 'hop' }));
  return {
    ...rules,
    sub_queries: numbered([original, ...parts, ...spare]),
    time_range: rules.time_range ?? (reply.time_range === 'none' ? null : reply.time_range),
    planned_by: 'model',
  };
}

/** Small models number their lines and leave quotes and field names around them. */
function tidy(query: string): string {
  const bare = query
    .replace(/^\s*(?:\d+[.)]|[-*•])\s+/, '')
    .replace(/^(?:query|search)\s*:\s*/i, '');
  return cutQuery(bare.replace(/^["'`]+(.*?)["'`]+$/s, '$1'));
}

/** Junk of small models: no words, one word over and over, an echo of the form, or another subject altogether. */
function isUsable(query: string, question: string): boolean {
  const found = words(query);
  if (found.length === 0 || found.length > 40) return false;
  if (found.length > 4 && new Set(found).size * 2 < found.length) return false;
  if (/[{}[\]<>]|\.\.\.$/.test(query)) return false;
  const asked = new Set(contentStems(question));
  const stems = contentStems(query);
  return asked.size === 0 || stems.some((stem) => asked.has(stem));
}

function distinct(queries: readonly string[], known: readonly string[]): string[] {
  const kept: string[] = [];
  for (const query of queries) {
    if (![...known, ...kept].some((other) => alike(query, other))) kept.push(query);
  }
  return kept;
}

function alike(one: string, other: string): boolean {
  const a = new Set(contentStems(one));
  const b = new Set(contentStems(other));
  if (a.size === 0 || b.size === 0) return one.trim().toLowerCase() === other.trim().toLowerCase();
  const shared = [...a].filter((stem) => b.has(stem)).length;
  return shared / (a.size + b.size - shared) >= SAME;
}

function numbered(parts: readonly Pick<SubQuery, 'query' | 'intent'>[]): SubQuery[] {
  return parts
    .slice(0, MOST_SUB_QUERIES)
    .map(({ query, intent }, index) => ({ query, intent, priority: index + 1 }));
}
