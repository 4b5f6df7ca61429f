import { Router } from '@koa/router';
import { KeyQuery } from '../../../contracts/keys.js';
import { LOCAL_OWNER } from '../../../contracts/owners.js';
import { UserChange, type UserList, UserRequest } from '../../../contracts/users.js';
import type { ApiState } from '../../api-context.js';
import { ApiError } from '../../api-error.js';
import type { AppParts } from '../../api-parts.js';
import { requireScope } from '../../require-scope.js';
import { jsonBody } from '../../validation/json-body.js';
import { queryOf } from '../../validation/query-of.js';
import { validate } from '../../validation/validate.js';

/** The users, for administrators: listed, made, given a role, deactivated. */
export function adminUserRoutes({ users }: Pick<AppParts, 'users'>): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/admin/users' });
  router.use(requireScope('admin'));

  router.get('/', async (ctx) => {
    const { limit, offset } = validate(KeyQuery, queryOf(ctx), 'query');
    const found = await users.list({ limit, offset });
    ctx.body = { users: [...found.users], total: found.total, limit, offset } satisfies UserList;
  });

  router.post('/', async (ctx) => {
    const { id, name, role } = await jsonBody(ctx, UserRequest);
    const user = await users.create({ id, name: name ?? id, role }, ctx.state.caller);
    if (user === undefined) throw exists(id);
    ctx.status = 201;
    ctx.body = user;
  });

  router.patch('/:id', async (ctx) => {
    const id = ctx.params['id'] ?? '';
    const change = await jsonBody(ctx, UserChange);
    if (id === LOCAL_OWNER && (change.active === false || change.role === 'user')) throw lastOne();
    const user = await users.change(id, change, ctx.state.caller);
    if (user === undefined) throw noSuchUser(id);
    ctx.body = user;
  });

  return router;
}

function exists(id: string): ApiError {
  return new ApiError({ status: 409, error: 'user_exists', message: `There is a user ${id}` });
}

function noSuchUser(id: string): ApiError {
  return new ApiError({ status: 404, error: 'user_not_found', message: `There is no user ${id}` });
}

/** Without it, nobody could be let in again. */
function lastOne(): ApiError {
  const message = `The user ${LOCAL_OWNER} stays an active administrator; delete its keys instead`;
  return new ApiError({ status: 409, error: 'local_owner_stays', message });
}
