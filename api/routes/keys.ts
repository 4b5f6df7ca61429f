import { Router } from '@koa/router';
import { ADMIN_KEY_ID, type Caller, USER_SCOPES } from '../../contracts/callers.js';
import { type ApiKey, type ApiKeyList, ApiKeyRequest, KeyQuery } from '../../contracts/keys.js';
import type { ApiContext, ApiState } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { futureMoment } from '../validation/future-moment.js';
import { jsonBody } from '../validation/json-body.js';
import { queryOf } from '../validation/query-of.js';
import { validate } from '../validation/validate.js';

/** The caller's own keys: make, list, show, delete. A key reaches itself, and those that have no scope it lacks. */
export function keyRoutes({ keys }: Pick<AppParts, 'keys'>): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/keys' });

  router.post('/', async (ctx) => {
    const { caller } = ctx.state;
    const { name, scopes, expires_at } = await jsonBody(ctx, ApiKeyRequest);
    const wanted = {
      name,
      scopes: scopesFor(caller, scopes),
      expires_at: expiryFor(caller, expires_at),
      ...heritageOf(caller),
    };
    ctx.body = await keys.create(wanted, caller);
    ctx.status = 201;
  });

  router.get('/', async (ctx) => {
    const { limit, offset } = validate(KeyQuery, queryOf(ctx), 'query');
    const { owner, scopes, keyId: own } = ctx.state.caller;
    const within = scopes.includes('admin') ? undefined : { scopes, own };
    const found = await keys.list({ owner, within, limit, offset });
    ctx.body = { keys: [...found.keys], total: found.total, limit, offset } satisfies ApiKeyList;
  });

  router.get('/:id', async (ctx) => {
    ctx.body = await ownKey(ctx);
  });

  router.delete('/:id', async (ctx) => {
    const { id } = await ownKey(ctx);
    await keys.remove(id, ctx.state.caller);
    ctx.body = {
      success: true,
      message: 'Key deleted, with those made with it; they work no more',
    };
  });

  return router;

  async function ownKey(ctx: ApiContext): Promise<ApiKey> {
    const key = await keys.find(ctx.params['id'] ?? '');
    if (key === undefined || !reaches(ctx.state.caller, key)) throw noSuchKey();
    return key;
  }
}

export function noSuchKey(): ApiError {
  return new ApiError({ status: 404, error: 'key_not_found', message: 'There is no such key' });
}

function reaches({ owner, scopes, keyId }: Caller, key: ApiKey): boolean {
  if (key.owner !== owner) return false;
  if (scopes.includes('admin') || key.id === keyId) return true;
  return key.scopes.every((scope) => scopes.includes(scope));
}

/** What a key takes over from whoever makes it: a new key is no way around a limit. */
function heritageOf({ owner, keyId, via, limit, countedAs }: Caller) {
  const madeWith = keyId === ADMIN_KEY_ID ? null : keyId;
  const maker = via === 'token' ? owner : madeWith;
  return { owner, limit, madeWith, countedAs: countedAs ?? maker };
}

/** A key never gives more than the one it was made with. */
function scopesFor(caller: Caller, wanted: ApiKey['scopes'] | null): ApiKey['scopes'] {
  const allowed = caller.scopes;
  if (wanted === null) return USER_SCOPES.filter((scope) => allowed.includes(scope));
  const beyond = wanted.filter((scope) => !allowed.includes(scope));
  if (beyond.length === 0) return wanted;
  throw new ApiError({
    status: 403,
    error: 'missing_scope',
    message: `You may not make a key with the scope ${beyond.join(', ')}: yours lacks it`,
  });
}

/** Nor does it work longer. */
function expiryFor({ expiresAt }: Caller, wanted: string | null): string | null {
  const expiry = futureMoment(wanted, 'expires_at') ?? expiresAt;
  if (expiresAt === null || expiry === null) return expiry;
  return Date.parse(expiry) < Date.parse(expiresAt) ? expiry : expiresAt;
}
