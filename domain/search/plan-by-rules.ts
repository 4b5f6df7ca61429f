import type { SubQuery } from '../../contracts/search.js';
import type { SearchPlan } from '../../contracts/search-plan.js';
import { splitSentences } from '../text/sentences.js';
import { isStopWord, words } from '../text/words.js';
import { cutQuery, MOST_QUERY_CHARACTERS } from './cut-query.js';
import { findNames } from './find-names.js';
import { guessLanguage } from './guess-language.js';
import { type Clause, questionClauses } from './question-clauses.js';
import { questionKind } from './question-kind.js';
import { timeScope } from './time-scope.js';

/** Most sub-queries of a plan. */
export const MOST_SUB_QUERIES = 6;

/** Words that the sides of a comparison share and that narrow each of them down. */
const SHARED_WORDS = 3;

/**
 * A plan without a model: the question as it stands, then one sub-query for each side of a comparison or each hop of
 * a nested question. One to six sub-queries, each at most 400 characters, whatever the text is.
 */
export function planByRules(question: string): SearchPlan {
  const original = originalQuery(question);
  const { kind } = questionKind(original);
  const parts =
    kind === 'comparison' ? comparisonParts(original) : hopParts(questionClauses(original));
  return {
    sub_queries: numbered([{ query: original, intent: kind }, ...parts]),
    language: guessLanguage(original),
    time_range: timeScope(original),
    planned_by: 'rules',
  };
}

type Part = Pick<SubQuery, 'query' | 'intent'>;

/** The question on one line. Of a text too long for an engine, the last sentence that asks, else the beginning. */
function originalQuery(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim();
  if (line.length <= MOST_QUERY_CHARACTERS) return line === '' ? question : line;
  const asking = splitSentences(line).findLast(({ text }) => text.endsWith('?'));
  return cutQuery(asking?.text ?? line);
}

function comparisonParts(question: string): Part[] {
  const names = findNames(question);
  const inNames = new Set(names.flatMap(words));
  const shared = words(question)
    .filter((word) => !isStopWord(word) && !inNames.has(word))
    .slice(0, SHARED_WORDS);
  return byWeight(names).map((name) => ({
    query: [name, ...shared].join(' '),
    intent: 'comparison',
  }));
}

function hopParts(clauses: readonly Clause[]): Part[] {
  const named = byWeight(clauses.flatMap(({ name }) => name ?? []));
  const texts = named.map((name) => clauses.find((clause) => clause.name === name)?.text ?? name);
  const unnamed = clauses.filter(({ name }) => name === undefined).map(({ text }) => text);
  return [...texts, ...unnamed].map((query) => ({ query, intent: 'hop' }));
}

/** Longer and numbered names first: they lead to one page, while "German" leads to many. */
function byWeight(names: readonly string[]): string[] {
  const weight = (name: string): number =>
    isOrigin(name) ? 0 : Math.min(3, words(name).length) + (/\p{N}/u.test(name) ? 1 : 0);
  return [...names].sort((a, b) => weight(b) - weight(a));
}

function isOrigin(name: string): boolean {
  return /^\p{Lu}\p{Ll}+(?:ish|ese|ian|ean|can|man)$/u.test(name);
}

/** Drops empty queries and repeats; priorities count the hops down to one below the question. */
function numbered(parts: readonly Part[]): SubQuery[] {
  const seen = new Map<string, Part>();
  for (const part of parts) {
    const query = cutQuery(part.query);
    const key = words(query).join(' ') || query;
    if (!seen.has(key)) seen.set(key, { ...part, query: query === '' ? part.query : query });
  }
  return [...seen.values()]
    .slice(0, MOST_SUB_QUERIES)
    .map((part, index) => ({ ...part, priority: index + 1 }));
}
