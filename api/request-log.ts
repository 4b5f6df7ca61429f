import type { Middleware } from 'koa';
import type { ApiState } from './api-context.js';
import type { Logger } from './logger.js';

/** Writes one line for each request: never its body, nor its query string. */
export function requestLog(log: Logger): Middleware<ApiState> {
  return async function logRequest(ctx, next) {
    const startedAt = performance.now();
    await next();
    const { method, path, status } = ctx;
    const ms = Math.round(performance.now() - startedAt);
    log.info({ method, path, status, ms, trace_id: ctx.state.traceId }, 'request');
  };
}
