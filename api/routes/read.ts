import { Router } from '@koa/router';
import { PageContent } from '../../contracts/pages.js';
import type { ApiState } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { pageFailure } from '../page-failure.js';
import { requireScope } from '../require-scope.js';
import { runJob } from '../run-job.js';
import { jsonBody } from '../validation/json-body.js';
import { ReadBody } from '../validation/read-body.js';

/** POST /api/v1/read: one page, read under all guards. */
export function readRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/read' });
  router.use(requireScope('search'));

  router.post('/', async (ctx) => {
    const { url } = await jsonBody(ctx, ReadBody);
    const { starter, timing, objects } = parts;
    const { key } = await runJob(ctx, parts, {
      name: 'read',
      waitMs: timing.readMs,
      run: (signal) => starter.readPage({ url }, signal),
    }).catch((error: unknown) => {
      throw pageFailure(error);
    });
    ctx.body = PageContent.parse(JSON.parse(await objects.getText(key)));
  });

  return router;
}
