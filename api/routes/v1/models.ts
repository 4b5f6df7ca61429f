import { Router } from '@koa/router';
import { USER_SCOPES } from '../../../contracts/callers.js';
import type { OfferedModel } from '../../../contracts/gateway.js';
import type { OpenAiModel, OpenAiModelList } from '../../../contracts/openai-models.js';
import type { ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { noSuchModel } from '../../gateway/no-such-model.js';
import { isRemoteCall } from '../../gateway/via.js';
import { requireScope } from '../../require-scope.js';
import { runSignal } from '../../run-signal.js';

/** GET /v1/models and /v1/models/{id}: what can be asked for now, from all providers. */
export function modelRoutes({
  gateway,
  closing,
}: Pick<AppParts, 'gateway' | 'closing'>): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/v1/models' });
  router.use(requireScope(...USER_SCOPES));

  router.get('/', async (ctx) => {
    // Another instance is told of our own models alone: it would else hear of its own through us.
    const models = await gateway.models(!isRemoteCall(ctx), runSignal(ctx.res, closing));
    ctx.body = { object: 'list', data: models.map(showModel) } satisfies OpenAiModelList;
  });

  // Names may hold slashes, which not every client encodes.
  router.get('/{*id}', async (ctx) => {
    const id = ctx.params['id'] ?? '';
    const models = await gateway.models(!isRemoteCall(ctx), runSignal(ctx.res, closing));
    const model = models.find((each) => each.id === id || each.id === `${id}:latest`);
    if (model === undefined) throw noSuchModel(id, models);
    ctx.body = showModel(model);
  });

  return router;
}

function showModel({
  id,
  created,
  provider,
  capabilities,
  contextTokens,
}: OfferedModel): OpenAiModel {
  return {
    id,
    object: 'model',
    created,
    owned_by: provider,
    capabilities: [...capabilities],
    context_length: contextTokens,
  };
}
