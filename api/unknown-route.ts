import type { Middleware } from 'koa';
import type { ApiState } from './api-context.js';
import { ApiError } from './api-error.js';

/** Gives a body to what no route answered: 404, or the 405 and 501 that the router set with `Allow`. */
export const unknownRoute: Middleware<ApiState> = async (ctx, next) => {
  await next();
  if (ctx.body !== undefined && ctx.body !== null) return;
  const { method, path, status } = ctx;
  if (status === 404)
    throw new ApiError({
      status,
      error: 'not_found',
      message: `There is no ${method} ${path}; see /api/docs for what there is`,
    });
  if (status === 405 || status === 501)
    throw new ApiError({
      status: 405,
      error: 'method_not_allowed',
      message: `${path} does not take ${method}, only ${ctx.response.get('Allow')}`,
    });
};
