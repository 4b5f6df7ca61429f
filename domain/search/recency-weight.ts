import { timeScope } from './time-scope.js';

const DAY_MS = 86_400_000;

/** Days after which a page counts as half as fresh, by how far back the question asks. */
export const HALF_LIFE_DAYS = { day: 2, week: 7, month: 30, year: 180, none: 365 } as const;

/** An undated page is taken to be one half-life old: neither fresh nor out of the running. */
const UNDATED_FRESHNESS = 0.5;

/**
 * A function that gives 0 (long past) to 1 (now) for a publication date: 2^(−age / half-life). When the question
 * names years, the age is counted from the nearest of them instead of from now.
 */
export function freshness(question: string, nowMs: number): (publishedAt: string | null) => number {
  const halfLifeMs = HALF_LIFE_DAYS[timeScope(question) ?? 'none'] * DAY_MS;
  const years = [...question.matchAll(/\b(?:19|20)\d\d\b/g)].map(([year]) => Number(year));
  return (publishedAt) => {
    const published = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
    if (Number.isNaN(published)) return UNDATED_FRESHNESS;
    const ages =
      years.length === 0 ? [nowMs - published] : years.map((year) => outside(year, published));
    return 2 ** (-Math.max(0, Math.min(...ages)) / halfLifeMs);
  };
}

/** Milliseconds between a time and a calendar year; 0 inside it. */
function outside(year: number, timeMs: number): number {
  return Math.max(0, Date.UTC(year, 0, 1) - timeMs, timeMs - Date.UTC(year + 1, 0, 1));
}
