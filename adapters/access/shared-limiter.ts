import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import { z } from 'zod';
import type { RateLimit } from '../../contracts/limits.js';
import type { SharedCounters } from './shared-counters.js';

/** What the library's PostgreSQL store sends for one count: counter, points, end of a new window, now. */
const Upsert = z.object({
  values: z.tuple([z.string(), z.int(), z.number(), z.number()]),
});

/**
 * A limiter of rate-limiter-flexible over our counters. By itself the library makes one call of the database for each
 * count; the client it is given here counts all limits of all requests at hand in one call. While the database is away
 * each process counts for itself.
 */
export function createSharedLimiter(
  { max_requests: points, window_seconds: duration }: RateLimit,
  counters: SharedCounters,
): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: clientOver(counters),
    storeType: 'pool',
    tableName: 'rate_counters',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: '',
    points,
    duration,
    insuranceLimiter: new RateLimiterMemory({ points, duration }),
  });
}

/** Answers the one statement that counting sends; nothing else is asked of these limiters. */
function clientOver(counters: SharedCounters) {
  return {
    async query(statement: unknown) {
      const [counter, added, windowEndMs, nowMs] = Upsert.parse(statement).values;
      const { points, leftMs } = await counters.raise(counter, added, windowEndMs - nowMs);
      return { rows: [{ points, expire: Date.now() + leftMs }] };
    },
  };
}
