import type { Middleware } from 'koa';
import type { Caller, Scope } from '../contracts/callers.js';
import type { ApiState } from './api-context.js';
import { ApiError } from './api-error.js';

/** Lets only callers pass whose key has one of the scopes: ApiError 403 for others. */
export function requireScope(...scopes: readonly Scope[]): Middleware<ApiState> {
  return async function checkScope(ctx, next) {
    assertScope(ctx.state.caller, ...scopes);
    await next();
  };
}

/** Throws ApiError 403 for a caller whose key has none of the scopes. */
export function assertScope(caller: Caller, ...scopes: readonly Scope[]): void {
  if (!scopes.some((scope) => caller.scopes.includes(scope))) throw lacksScope(scopes);
}

function lacksScope(scopes: readonly Scope[]): ApiError {
  const message = `This needs a key with the scope ${scopes.join(' or ')}`;
  return new ApiError({ status: 403, error: 'missing_scope', message });
}
