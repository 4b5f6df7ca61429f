import type { Middleware } from 'koa';
import { type Caller, SCOPES } from '../contracts/callers.js';
import { LOCAL_OWNER } from '../contracts/owners.js';
import type { ApiContext, ApiState } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { isLocal } from './is-local.js';
import { isOpenAiPath } from './is-openai-path.js';
import { malformedKey, noKey, refusedKey } from './key-refusals.js';

const NO_KEY = { keyId: null, expiresAt: null, limit: null } as const;
const LOCAL_CALLER: Caller = {
  owner: LOCAL_OWNER,
  scopes: SCOPES,
  role: 'admin',
  via: 'loopback',
  ...NO_KEY,
};
const NOBODY: Caller = { owner: '', scopes: [], role: 'user', via: 'nothing', ...NO_KEY };

/** The router takes paths in any case, so these do. */
const KEYED = /^\/(api|v1)(\/|$)/i;
/** What a probe or a person without a key may see: no data, no settings; images check a signature themselves. */
const OPEN = /^\/api\/(v1\/health|v1\/images|openapi\.json|docs|redoc)(\/|$)/i;

type IdentityParts = Pick<AppParts, 'callers' | 'openAccess'>;
type Request = Pick<ApiContext, 'path' | 'get' | 'req'>;

/**
 * Names the caller of each request as `ctx.state.caller`. A key that is sent must be valid; without one the caller
 * is the local owner where access is open, and else is refused with 401 everywhere but on the open paths.
 */
export function identity(parts: IdentityParts): Middleware<ApiState> {
  return async function identify(ctx, next) {
    ctx.state.caller = await callerOf(ctx, parts);
    await next();
  };
}

/** Throws ApiError 401 for a caller without a key on an open path, where more is asked for than is open. */
export function requireCaller({ state }: Pick<ApiContext, 'state'>): void {
  if (state.caller.via === 'nothing') throw noKey();
}

async function callerOf(request: Request, { callers, openAccess }: IdentityParts): Promise<Caller> {
  const { path } = request;
  const credential = credentialOf(request);
  if (credential !== undefined) {
    const found = await callers.identify(credential);
    if ('refused' in found) throw refusedKey(found.refused);
    return found.caller;
  }
  if (openAccess && isLocal(request) && !isOpenAiPath(path)) return LOCAL_CALLER;
  if (KEYED.test(path) && !OPEN.test(path)) throw noKey();
  return NOBODY;
}

/** What a request sends to say who asks; undefined for nothing. Throws ApiError 401 for what has no form. */
export function credentialOf(request: Pick<Request, 'path' | 'get'>): string | undefined {
  const header = KEYED.test(request.path) ? request.get('Authorization').trim() : '';
  return header === '' ? undefined : keyOf(header);
}

function keyOf(header: string): string {
  const key = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (key === undefined) throw malformedKey();
  return key;
}
