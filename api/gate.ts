import type { Middleware } from 'koa';
import type { ApiState } from './api-context.js';
import { ApiError } from './api-error.js';
import type { AppParts } from './api-parts.js';
import { isOpenAiPath } from './is-openai-path.js';

const GUARDED = /^\/(v1|api\/v1)(\/|$)/i;

/**
 * Refuses what the administrator has closed: a blocked User-Agent with 403, and everything under /v1 with 503
 * while the API is switched off. Administration is never closed.
 */
export function gate({ settings }: Pick<AppParts, 'settings'>): Middleware<ApiState> {
  return async function guard(ctx, next) {
    if (GUARDED.test(ctx.path)) {
      if (isOpenAiPath(ctx.path)) await settings.fresh();
      const { blocked_user_agents, api_enabled } = settings.current();
      const agent = ctx.get('User-Agent').toLowerCase();
      if (blocked_user_agents.some((part) => agent.includes(part.toLowerCase()))) throw blocked();
      if (!api_enabled && isOpenAiPath(ctx.path)) throw disabled();
    }
    await next();
  };
}

function blocked(): ApiError {
  return new ApiError({
    status: 403,
    error: 'blocked_user_agent',
    message: 'This User-Agent is blocked by an administrator; set another, such as MyClient/1.0',
  });
}

function disabled(): ApiError {
  return new ApiError({
    status: 503,
    error: 'api_disabled',
    message: 'The API is switched off by an administrator',
  });
}
