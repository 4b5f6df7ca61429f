import type { Middleware } from 'koa';
import type { ApiState } from './api-context.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { isOpenAiPath } from './is-openai-path.js';
import { openAiProblem } from './openai-problem.js';
import { problemOf } from './problem-of.js';
import { orShuttingDown } from './shutting-down.js';

/** What an administrator or a signal has brought about is no failure of the service, however often it is asked for. */
const INTENDED = new Set(['api_disabled', 'shutting_down']);

/** Turns everything thrown into a reply, in the shape of its family: OpenAI's under /v1, and ours. */
export function errors({
  log,
  debug,
  closing,
}: Pick<AppParts, 'log' | 'debug' | 'closing'>): Middleware<ApiState> {
  return async function answerErrors(ctx, next) {
    try {
      await next();
    } catch (cause) {
      if (!ctx.writable) return; // the caller has gone: there is nobody to answer
      const error = orShuttingDown(cause, closing);
      const { traceId } = ctx.state;
      const toProblem = isOpenAiPath(ctx.path) ? openAiProblem : problemOf;
      const { status, body, headers } = toProblem(error, { traceId, debug });
      if (status >= 500 && !isIntended(error))
        log.error({ err: error, trace_id: traceId, path: ctx.path }, 'request failed');
      ctx.status = status;
      ctx.set({ ...headers });
      ctx.body = body;
    }
  };
}

function isIntended(error: unknown): boolean {
  return error instanceof ApiError && INTENDED.has(error.error);
}
