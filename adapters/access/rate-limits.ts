import { LRUCache } from 'lru-cache';
import { type RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { LimitState, LimitUse, RateLimits } from '../../contracts/limits.js';
import type { SharedCounters } from './shared-counters.js';
import { createSharedLimiter } from './shared-limiter.js';

/** Different limits that are remembered; limits of single keys may differ. */
const LIMITS = 1_000;
/** Counters over their limit that are remembered. */
const BLOCKED = 10_000;

/**
 * Limits over shared counters. What is over a limit stays refused until its window ends without asking again, and takes
 * nothing from the other limits of its request. A changed limit goes on from the counts of the old.
 */
export function createRateLimits(counters: SharedCounters): RateLimits {
  const limiters = new LRUCache<string, RateLimiterPostgres>({ max: LIMITS });
  const blockedUntil = new LRUCache<string, number>({ max: BLOCKED });

  return {
    async consume(uses) {
      const blocked = uses.map((use) => (blockedUntil.get(nameOf(use)) ?? 0) - performance.now());
      if (blocked.some((ms) => ms > 0))
        return uses.map((use, index) => uncounted(use, blocked[index] ?? 0));
      return Promise.all(uses.map((use) => count(use)));
    },
  };

  async function count(use: LimitUse): Promise<LimitState> {
    const { result, exceeded } = await limiterOf(use)
      .consume(use.counter)
      .then(
        (passed) => ({ result: passed, exceeded: false }),
        (reason: unknown) => {
          if (reason instanceof RateLimiterRes) return { result: reason, exceeded: true };
          throw reason;
        },
      );
    const { remainingPoints: remaining, msBeforeNext: resetMs } = result;
    if (exceeded) blockedUntil.set(nameOf(use), performance.now() + resetMs);
    return { ...use, remaining, resetMs, exceeded };
  }

  function limiterOf({ limit }: LimitUse): RateLimiterPostgres {
    const name = `${limit.max_requests}/${limit.window_seconds}`;
    const limiter = limiters.get(name) ?? createSharedLimiter(limit, counters);
    limiters.set(name, limiter);
    return limiter;
  }
}

function nameOf({ counter, limit }: LimitUse): string {
  return `${limit.max_requests}/${limit.window_seconds} ${counter}`;
}

/** Of those that are not blocked nothing is known, and nothing was counted. */
function uncounted(use: LimitUse, blockedMs: number): LimitState {
  const exceeded = blockedMs > 0;
  const remaining = exceeded ? 0 : use.limit.max_requests;
  return { ...use, remaining, resetMs: Math.max(0, blockedMs), exceeded };
}
