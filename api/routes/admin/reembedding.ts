import { Router } from '@koa/router';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { lastReembedding, showReembedding, startReembedding } from '../../reembedding.js';
import { requireScope } from '../../require-scope.js';

/** Vectors of all documents after a change of the embedding model, for administrators. */
export function adminReembeddingRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/admin/reembedding' });
  router.use(requireScope('admin'));

  router.get('/', async (ctx) => {
    ctx.body = showReembedding(await lastReembedding(parts));
  });

  router.post('/', async (ctx) => {
    ctx.status = 202;
    ctx.body = showReembedding(await startReembedding(parts));
  });

  return router;
}
