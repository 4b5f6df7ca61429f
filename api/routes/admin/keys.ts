import { Router } from '@koa/router';
import { USER_SCOPES } from '../../../contracts/callers.js';
import { AdminKeyQuery, AdminKeyRequest, type ApiKeyList } from '../../../contracts/keys.js';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { requireScope } from '../../require-scope.js';
import { futureMoment } from '../../validation/future-moment.js';
import { jsonBody } from '../../validation/json-body.js';
import { queryOf } from '../../validation/query-of.js';
import { validate } from '../../validation/validate.js';
import { noSuchKey } from '../keys.js';

/** Everybody's keys, for administrators: made for a user, listed without their content, deleted. */
export function adminKeyRoutes({ keys }: Pick<AppParts, 'keys'>): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/admin/keys' });
  router.use(requireScope('admin'));

  router.post('/', async (ctx) => {
    const { scopes, ...wanted } = await jsonBody(ctx, AdminKeyRequest);
    const expires_at = futureMoment(wanted.expires_at, 'expires_at');
    const key = { ...wanted, scopes: scopes ?? [...USER_SCOPES], expires_at };
    ctx.body = await keys.create(key, ctx.state.caller);
    ctx.status = 201;
  });

  router.get('/', async (ctx) => {
    const { owner, limit, offset } = validate(AdminKeyQuery, queryOf(ctx), 'query');
    const found = await keys.list({ owner, limit, offset });
    ctx.body = { keys: [...found.keys], total: found.total, limit, offset } satisfies ApiKeyList;
  });

  router.delete('/:id', async (ctx) => {
    if (!(await keys.remove(ctx.params['id'] ?? '', ctx.state.caller))) throw noSuchKey();
    ctx.body = {
      success: true,
      message: 'Key deleted, with those made with it; they work no more',
    };
  });

  return router;
}
