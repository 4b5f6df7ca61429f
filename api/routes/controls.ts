import { Router } from '@koa/router';
import type { Control } from '../../contracts/control-messages.js';
import { BudgetChange, PlanDecision, SteerRequest } from '../../contracts/research-controls.js';
import type { ApiContext, ApiState } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { controlRun } from '../control-run.js';
import { findSession } from '../find-session.js';
import { requireScope } from '../require-scope.js';
import { idempotencyKey } from '../validation/idempotency-key.js';
import { jsonBody } from '../validation/json-body.js';

/** Controls of a running research. */
export function controlRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/sessions' });
  router.use(requireScope('search', 'research', 'documents', 'images'));

  for (const name of ['pause', 'resume', 'finish'] as const)
    router.post(`/:id/${name}`, (ctx) => control(ctx, { name }));

  router.post('/:id/steer', async (ctx) => {
    await control(ctx, { name: 'steer', body: await jsonBody(ctx, SteerRequest) });
  });

  router.post('/:id/plan', async (ctx) => {
    await control(ctx, { name: 'plan', body: await jsonBody(ctx, PlanDecision) });
  });

  router.post('/:id/budget', async (ctx) => {
    await control(ctx, { name: 'budget', body: await jsonBody(ctx, BudgetChange) });
  });

  async function control(ctx: ApiContext, message: Control): Promise<void> {
    const repeatKey = idempotencyKey(ctx);
    const run = await findSession(ctx, parts);
    ctx.body = await controlRun(parts, run, { ...message, repeatKey });
  }

  return router;
}
