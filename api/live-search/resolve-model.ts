import type { OfferedModel } from '../../contracts/gateway.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { noActiveModel } from '../gateway/no-active-model.js';
import { noSuchModel } from '../gateway/no-such-model.js';
import { runSignal } from '../run-signal.js';

/** What stands for the active model. */
const LOCAL = 'local';

interface Named {
  readonly name: string;
  /** The field of the request that names it. */
  readonly param: string;
}

/**
 * The own name of a model that a request names. Throws ApiError 404 that lists the known ones, 400 for one that cannot
 * chat, and 500 where the active one is asked for and there is none.
 */
export async function resolveModel(
  ctx: ApiContext,
  parts: AppParts,
  { name, param }: Named,
): Promise<string> {
  const signal = runSignal(ctx.res, parts.closing);
  const models = await parts.gateway.models(true, signal);
  if (name === LOCAL) return activeModel(parts, models, signal);
  const model = find(models, name);
  if (model === undefined) throw noSuchModel(name, models, { param });
  if (!model.capabilities.includes('chat')) throw cannotChat(model.id, param);
  return model.id;
}

async function activeModel(
  { settings, gateway }: AppParts,
  models: readonly OfferedModel[],
  signal: AbortSignal,
): Promise<string> {
  const wanted = settings.current().active_model;
  const id = wanted === null ? await gateway.defaultChat(signal) : find(models, wanted)?.id;
  if (id === undefined) throw noActiveModel(wanted);
  return id;
}

/** Ollama reads a name without a tag as the tag `latest`. */
function find(models: readonly OfferedModel[], name: string): OfferedModel | undefined {
  return models.find(({ id }) => id === name || id === `${name}:latest`);
}

function cannotChat(id: string, param: string): ApiError {
  return new ApiError({
    status: 400,
    error: 'not_a_chat_model',
    message: `The model ${id} cannot chat; name one of /v1/models with the capability chat`,
    param,
  });
}
