import type { Context, Middleware } from 'koa';
import type { LimitState, LimitUse } from '../contracts/limits.js';
import type { ApiState } from './api-context.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { addressUse, limitUses } from './limit-uses.js';

type LimitParts = Pick<AppParts, 'limits' | 'settings'>;

/** Counts requests whose key is refused towards the limit of their address, so that guessing is slow. */
export function limitRefused({ limits, settings }: LimitParts): Middleware<ApiState> {
  return async function countRefused(ctx, next) {
    try {
      await next();
    } catch (error) {
      const use =
        error instanceof ApiError && error.status === 401
          ? addressUse(ctx.ip, settings.current())
          : undefined;
      if (use !== undefined) await pass(ctx, limits, [use]);
      throw error;
    }
  };
}

/** Counts each request towards its limits and tells how they stand: ApiError 429 for one that exceeds one. */
export function limitCallers({ limits, settings }: LimitParts): Middleware<ApiState> {
  return async function countCaller(ctx, next) {
    const { method, path, ip } = ctx;
    const { caller } = ctx.state;
    const uses = limitUses({ method, path, ip, caller }, settings.current());
    if (uses.length > 0) await pass(ctx, limits, uses);
    await next();
  };
}

async function pass(
  ctx: Pick<Context, 'set'>,
  limits: AppParts['limits'],
  uses: readonly LimitUse[],
): Promise<void> {
  const [nearest] = [...(await limits.consume(uses))].sort(byNearness);
  if (nearest === undefined) return;
  const { limit, remaining, resetMs, exceeded } = nearest;
  const seconds = String(Math.max(1, Math.ceil(resetMs / 1_000)));
  const headers = {
    'RateLimit-Limit': String(limit.max_requests),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': seconds,
  };
  ctx.set(headers);
  if (exceeded) throw tooMany(nearest, seconds, headers);
}

/** What is exceeded first, for the longest; then what has least left. */
function byNearness(one: LimitState, other: LimitState): number {
  if (one.exceeded !== other.exceeded) return one.exceeded ? -1 : 1;
  return one.exceeded ? other.resetMs - one.resetMs : one.remaining - other.remaining;
}

function tooMany(
  { counter, limit }: LimitState,
  seconds: string,
  headers: Record<string, string>,
): ApiError {
  const [kind = ''] = counter.split(' ');
  const { max_requests, window_seconds } = limit;
  return new ApiError({
    status: 429,
    error: 'rate_limit_exceeded',
    message: `The limit of ${max_requests} requests in ${window_seconds} s ${SHARED_BY[kind]} is exceeded: try again in ${seconds} s`,
    headers: { ...headers, 'Retry-After': seconds },
  });
}

const SHARED_BY: Readonly<Record<string, string>> = {
  key: 'for this key',
  global: 'for all callers together',
  address: 'for your address without a key',
  endpoint: 'for this endpoint',
};
