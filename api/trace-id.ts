import { randomBytes } from 'node:crypto';
import type { Middleware } from 'koa';
import type { ApiState } from './api-context.js';

/** W3C Trace Context: version, trace id, parent id, flags. */
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/;
const NO_TRACE = '0'.repeat(32);

/** Names each request by the trace it belongs to, or by `trace-` and 12 hexadecimal digits. OpenAI's clients read it as `X-Request-Id`. */
export const traceId: Middleware<ApiState> = async (ctx, next) => {
  const given = TRACEPARENT.exec(ctx.get('traceparent'))?.[1];
  ctx.state.traceId =
    given !== undefined && given !== NO_TRACE ? given : `trace-${randomBytes(6).toString('hex')}`;
  ctx.set({ 'X-Trace-Id': ctx.state.traceId, 'X-Request-Id': ctx.state.traceId });
  await next();
};
