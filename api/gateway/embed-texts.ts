import type { TokenUsage } from '../../contracts/gateway.js';
import type { ApiContext } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { runSignal } from '../run-signal.js';
import { noSuchModel } from './no-such-model.js';
import { noteUsage } from './note-usage.js';
import { isRemoteCall, viaOf } from './via.js';

type EmbeddingParts = Pick<AppParts, 'gateway' | 'usage' | 'instanceId' | 'closing'>;

interface Wanted {
  /** Null for the embedding model of this instance. */
  readonly model: string | null;
  readonly texts: readonly string[];
  readonly dimensions?: number | undefined;
  /** Names that could have been asked for instead, beside those of models that embed. */
  readonly others?: readonly string[] | undefined;
}

export interface EmbeddedTexts {
  /** The model that embedded. */
  readonly model: string;
  /** Unit vectors, one for each text. */
  readonly vectors: readonly (readonly number[])[];
  readonly usage: TokenUsage | undefined;
}

/**
 * Embeds for a caller, and counts it towards the usage of their key. Throws ApiError 404 for a model that is not there,
 * 400 for dimensions that it does not have, and 500 when no model embeds.
 */
export async function embedTexts(
  ctx: ApiContext,
  parts: EmbeddingParts,
  { model: wanted, texts, dimensions, others = [] }: Wanted,
): Promise<EmbeddedTexts> {
  const signal = runSignal(ctx.res, parts.closing);
  const call = { texts, dimensions, via: viaOf(ctx, parts.instanceId) };
  const embedded = await parts.gateway.embed(wanted, call, signal);
  if (embedded === undefined) throw await noModel(ctx, parts, { wanted, others });
  const { model, reply } = embedded;
  noteUsage(ctx, parts, { model, usage: reply.usage });
  const length = reply.vectors[0]?.length ?? 0;
  if (dimensions !== undefined && length !== dimensions)
    throw notThatLong(model, length, dimensions);
  return { model, vectors: reply.vectors, usage: reply.usage };
}

async function noModel(
  ctx: ApiContext,
  { gateway, closing }: EmbeddingParts,
  { wanted, others }: { readonly wanted: string | null; readonly others: readonly string[] },
): Promise<ApiError> {
  const known = await gateway.models(!isRemoteCall(ctx), runSignal(ctx.res, closing));
  const names = known
    .filter(({ capabilities }) => capabilities.includes('embeddings'))
    .map(({ id }) => ({ id }))
    .concat(others.map((id) => ({ id })));
  return wanted === null || names.length === 0 ? noEmbeddingModel() : noSuchModel(wanted, names);
}

function noEmbeddingModel(): ApiError {
  return new ApiError({
    status: 500,
    error: 'no_embedding_model',
    message:
      'No model is there to embed: start Ollama with an embedding model, set OLLAMA_URL or OPENAI_BASE_URL, or let an ' +
      'administrator add a provider; without any, one in process is fetched with the first use, and ' +
      'GET /api/v1/health?detail=true says how that stands',
  });
}

function notThatLong(model: string, length: number, dimensions: number): ApiError {
  return new ApiError({
    status: 400,
    error: 'invalid_value',
    message: `dimensions: ${model} gives vectors of ${length} numbers, and cannot give ${dimensions}`,
    param: 'dimensions',
  });
}
