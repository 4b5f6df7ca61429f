import type { EngineQuery } from '../../contracts/search-engines.js';

const DAYS = { day: 1, week: 7, month: 31, year: 366 } as const;

/** The first day of a time range that ends today, as YYYY-MM-DD. */
export function since(timeRange: NonNullable<EngineQuery['timeRange']>, now = Date.now()): string {
  return new Date(now - DAYS[timeRange] * 86_400_000).toISOString().slice(0, 10);
}
