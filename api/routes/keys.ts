import { Router } from '@koa/router';
import { type Caller, USER_SCOPES } from '../../contracts/callers.js';
import { type ApiKey, type ApiKeyList, ApiKeyRequest, KeyQuery } from '../../contracts/keys.js';
import type { ApiContext, ApiState } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { futureMoment } from '../validation/future-moment.js';
import { jsonBody } from '../validation/json-body.js';
import { queryOf } from '../validation/query-of.js';
import { validate } from '../validation/validate.js';

/** The caller's own keys: make, list, show, delete. */
export function keyRoutes({ keys }: Pick<AppParts, 'keys'>): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/keys' });

  router.post('/', async (ctx) => {
    const { caller } = ctx.state;
    const { name, scopes, expires_at } = await jsonBody(ctx, ApiKeyRequest);
    const { owner } = caller;
    const wanted = { owner, name, scopes: scopesFor(caller, scopes) };
    ctx.body = await keys.create({ ...wanted, expires_at: expiryFor(caller, expires_at) }, caller);
    ctx.status = 201;
  });

  router.get('/', async (ctx) => {
    const { limit, offset } = validate(KeyQuery, queryOf(ctx), 'query');
    const { owner } = ctx.state.caller;
    const found = await keys.list({ owner, limit, offset });
    ctx.body = { keys: [...found.keys], total: found.total, limit, offset } satisfies ApiKeyList;
  });

  router.get('/:id', async (ctx) => {
    ctx.body = await ownKey(ctx);
  });

  router.delete('/:id', async (ctx) => {
    const { id } = await ownKey(ctx);
    await keys.remove(id, ctx.state.caller);
    ctx.body = { success: true, message: 'Key deleted; it works no more' };
  });

  return router;

  async function ownKey(ctx: ApiContext): Promise<ApiKey> {
    const key = await keys.find(ctx.params['id'] ?? '');
    if (key === undefined || key.owner !== ctx.state.caller.owner) throw noSuchKey();
    return key;
  }
}

export function noSuchKey(): ApiError {
  return new ApiError({ status: 404, error: 'key_not_found', message: 'There is no such key' });
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
