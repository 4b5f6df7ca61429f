import { ServiceError } from '../../contracts/failures.js';
import { DeepSearchApiRequest, type LiveSearchRequest } from '../../contracts/live-search.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { startRun } from '../start-run.js';
import { idempotencyKey } from '../validation/idempotency-key.js';
import { jsonBody } from '../validation/json-body.js';
import { Question } from '../validation/question.js';
import { resolveModel } from './resolve-model.js';
import { streamLiveSearch } from './stream-live-search.js';

const Body = DeepSearchApiRequest.safeExtend({ query: Question });

/** Starts a live search, or finds the one of this idempotency key, and answers with its events. */
export async function startLiveSearch(ctx: ApiContext, parts: AppParts): Promise<void> {
  const { owner, keyId } = ctx.state.caller;
  const body = await jsonBody(ctx, Body);
  const providers = body.search_providers.map((name) => providerNamed(parts, name));
  const model = (name: string, param: string) => resolveModel(ctx, parts, { name, param });
  const reasoningModelName = await model(body.reasoningModelName, 'reasoningModelName');
  const synthesisModelName = await model(body.synthesisModelName, 'synthesisModelName');
  const request: LiveSearchRequest = {
    ...body,
    search_providers: [...new Set(providers)],
    reasoningModelName,
    synthesisModelName,
    mode: 'deep',
    model: synthesisModelName,
    stream: true,
    keyId,
  };
  const order = { owner, keyId, kind: 'live-search', request } as const;
  const run = await startRun(parts, { ...order, idempotencyKey: idempotencyKey(ctx) });
  ctx.set('Session-Id', run.id);
  streamLiveSearch(ctx, parts, { runId: run.id, after: 0 });
}

/** The own name of a provider. Throws ApiError 400 that names those that are set up. */
function providerNamed({ engines }: AppParts, name: string): string {
  try {
    return engines.named(name).name;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'not-configured') throw error;
    throw new ApiError({
      status: 400,
      error: 'unknown_search_provider',
      message: error.message,
      param: 'search_providers',
      cause: error,
    });
  }
}
