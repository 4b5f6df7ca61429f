import { Router } from '@koa/router';
import { USAGE_ROWS, UsageQuery, type UsageReport } from '../../../contracts/model-usage.js';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { requireScope } from '../../require-scope.js';
import { queryOf } from '../../validation/query-of.js';
import { validate } from '../../validation/validate.js';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;

/** What each key used of each model, for administrators. */
export function adminUsageRoutes({ usage }: Pick<AppParts, 'usage'>): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/admin/usage' });
  router.use(requireScope('admin'));

  router.get('/', async (ctx) => {
    const { owner, ...asked } = validate(UsageQuery, queryOf(ctx), 'query');
    const from = asked.from ?? dayOf(Date.now() - USUAL_DAYS * DAY_MS);
    const to = asked.to ?? dayOf(Date.now());
    const report = await usage.report({ from, to, owner });
    const truncated = report.length > USAGE_ROWS;
    ctx.body = { from, to, usage: report.slice(0, USAGE_ROWS), truncated } satisfies UsageReport;
  });

  return router;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
