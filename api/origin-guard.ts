import type { Middleware } from 'koa';
import type { ApiState } from './api-context.js';
import { ApiError } from './api-error.js';

interface OriginGuardOptions {
  readonly temporalPageOrigin: string | null;
  /** Names that we are known by where a proxy stands before us. */
  readonly allowedHosts: readonly string[] | undefined;
}

/** Refuses what a foreign web page sends: it could start or delete runs although it reads no reply. */
export function originGuard({
  temporalPageOrigin,
  allowedHosts = [],
}: OriginGuardOptions): Middleware<ApiState> {
  const names = new Set(allowedHosts.map((name) => name.toLowerCase()));
  const isOurs = (origin: string, host: string) => {
    if (!URL.canParse(origin)) return false; // `null`, the origin of sandboxed and local pages
    const from = new URL(origin);
    return from.host === host.toLowerCase() || names.has(from.hostname);
  };
  return async function guardOrigin(ctx, next) {
    const origin = ctx.get('Origin');
    const ofTemporal = origin === temporalPageOrigin && ctx.path.startsWith('/codec/');
    const ours = origin === '' || isOurs(origin, ctx.get('Host'));
    if (!ours && !ofTemporal) throw foreignPage();
    await next();
  };
}

function foreignPage(): ApiError {
  return new ApiError({
    status: 403,
    error: 'origin_not_allowed',
    message: 'Pages of other web sites may not use this service',
  });
}
