import type { SearchPlan } from '../../contracts/search-plan.js';

type TimeRange = SearchPlan['time_range'];

const SCOPES: readonly (readonly [RegExp, NonNullable<TimeRange>])[] = [
  [
    /\b(?:today|tonight|yesterday|(?:last|past) (?:24 hours|day)|breaking news|right now)\b/i,
    'day',
  ],
  [/\b(?:this|last|past) week\b|\b(?:last|past) (?:few|two|seven|7) days\b/i, 'week'],
  [
    /\b(?:this|last|past) month\b|\b(?:last|past) (?:few|two|three|four) weeks\b|\blatest news\b/i,
    'month',
  ],
  [/\b(?:this|past) year\b|\b(?:last|past) (?:few|six|twelve|12) months\b|\brecently\b/i, 'year'],
  [/\b(?:latest|newest|most recent|up[- ]to[- ]date|state of the art)\b/i, 'year'],
];

/**
 * How far back from today a question asks, or null. A year named in it is no such scope: counted from today it
 * would shut out the very pages that tell of it, so it stays a word of the query.
 */
export function timeScope(question: string): TimeRange {
  if (/\b(?:19|20)\d\d\b/.test(question)) return null;
  return SCOPES.find(([pattern]) => pattern.test(question))?.[1] ?? null;
}
