import { Router } from '@koa/router';
import { FAILURES, ServiceError } from '../../contracts/failures.js';
import { PageContent } from '../../contracts/pages.js';
import type { ApiState } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { runJob } from '../run-job.js';
import { jsonBody } from '../validation/json-body.js';
import { ReadBody } from '../validation/read-body.js';

/** POST /api/v1/read: one page, read under all guards. */
export function readRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/read' });

  router.post('/', async (ctx) => {
    const { url } = await jsonBody(ctx, ReadBody);
    const { starter, timing, objects } = parts;
    try {
      const { key } = await runJob(ctx, parts, {
        name: 'read',
        waitMs: timing.readMs,
        run: (signal) => starter.readPage({ url }, signal),
      });
      ctx.body = PageContent.parse(JSON.parse(await objects.getText(key)));
    } catch (error) {
      throw error instanceof ServiceError ? pageFailure(error) : error;
    }
  });

  return router;
}

/** What is wrong with the page, apart from what may be wrong with the service. */
function pageFailure(cause: ServiceError): ApiError {
  const { code, message } = cause;
  return new ApiError({
    status: FAILURES[code].status,
    error: `page_${code.replaceAll('-', '_')}`,
    message,
    cause,
  });
}
