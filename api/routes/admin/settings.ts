import { Router } from '@koa/router';
import { SettingsChange } from '../../../contracts/administration.js';
import type { AuditList } from '../../../contracts/audit.js';
import { KeyQuery } from '../../../contracts/keys.js';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { requireScope } from '../../require-scope.js';
import { jsonBody } from '../../validation/json-body.js';
import { queryOf } from '../../validation/query-of.js';
import { validate } from '../../validation/validate.js';

/** The settings and the log of all changes, for administrators. */
export function adminSettingsRoutes({
  settings,
  audit,
}: Pick<AppParts, 'settings' | 'audit'>): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/admin' });
  router.use(requireScope('admin'));

  router.get('/settings', async (ctx) => {
    await settings.fresh();
    ctx.body = settings.current();
  });

  router.patch('/settings', async (ctx) => {
    const change = await jsonBody(ctx, SettingsChange);
    ctx.body = await settings.change(change, ctx.state.caller);
  });

  router.get('/audit', async (ctx) => {
    const { limit, offset } = validate(KeyQuery, queryOf(ctx), 'query');
    const { entries, total } = await audit.list({ limit, offset });
    ctx.body = { entries: [...entries], total, limit, offset } satisfies AuditList;
  });

  return router;
}
