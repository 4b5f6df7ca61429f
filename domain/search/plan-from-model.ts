import type { SubQuery } from '../../contracts/search.js';
import type { PlanReply, SearchPlan } from '../../contracts/search-plan.js';
import { areAlike, isUsableQuery, tidyQuery } from './model-queries.js';
import { MOST_SUB_QUERIES, planByRules } from './plan-by-rules.js';

/**
 * The plan a model gave, mended: the question itself comes first, then what the model adds to it, then hops of the
 * rules while there is room. Repeats, empty ones, copies of the prompt's example and queries that share no word with the question's own plan
 * are dropped; when nothing of the model's is left, the plan is the rules'.
 */
export function planFromModel(reply: PlanReply, question: string): SearchPlan {
  const rules = planByRules(question);
  const [original, ...hops] = rules.sub_queries;
  const usable = reply.queries.map(tidyQuery).filter((query) => isUsableQuery(query, question));
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

function distinct(queries: readonly string[], known: readonly string[]): string[] {
  const kept: string[] = [];
  for (const query of queries) {
    if (![...known, ...kept].some((other) => areAlike(query, other))) kept.push(query);
  }
  return kept;
}

function numbered(parts: readonly Pick<SubQuery, 'query' | 'intent'>[]): SubQuery[] {
  return parts
    .slice(0, MOST_SUB_QUERIES)
    .map(({ query, intent }, index) => ({ query, intent, priority: index + 1 }));
}
