import { Router } from '@koa/router';
import { USER_SCOPES } from '../../../contracts/callers.js';
import type { OpenAiModelList } from '../../../contracts/openai-models.js';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { requireScope } from '../../require-scope.js';

const WAIT_MS = 5_000;

/** GET /v1/models: what can be asked for now. */
export function modelRoutes({ chat }: Pick<AppParts, 'chat'>): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/v1/models' });
  router.use(requireScope(...USER_SCOPES));

  router.get('/', async (ctx) => {
    const names = await chat.list(AbortSignal.timeout(WAIT_MS));
    ctx.body = {
      object: 'list',
      data: names.map((id) => ({ id, object: 'model', created: 0, owned_by: 'plumbline' })),
    } satisfies OpenAiModelList;
  });

  return router;
}
