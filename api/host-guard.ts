import type { Middleware } from 'koa';
import type { ApiState } from './api-context.js';
import { ApiError } from './api-error.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses requests made in another name than ours: a foreign page whose name was pointed at
 * this machine (DNS rebinding) sends that name. Without a list every name is served.
 */
export function hostGuard(allowedHosts: readonly string[] | undefined): Middleware<ApiState> {
  const names = new Set([...LOOPBACK, ...(allowedHosts ?? []).map((name) => name.toLowerCase())]);
  return async function guardHost(ctx, next) {
    if (allowedHosts !== undefined && !names.has(nameOf(ctx.get('Host')))) throw unknownHost();
    await next();
  };
}

/** The name without its port. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}

function unknownHost(): ApiError {
  return new ApiError({
    status: 403,
    error: 'host_not_allowed',
    message: 'This service does not answer in that name; ALLOWED_HOSTS can add it',
  });
}
