import { NotFoundError } from 'openai';
import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import { type OpenAiServer, openAiClient } from './openai-client.js';
import { openAiFailure } from './openai-failure.js';
import { withinLimit } from './within-limit.js';

/** What an OpenAI-compatible server says of one model. */
export interface ListedModel {
  readonly name: string;
  readonly chats: boolean;
  readonly embeds: boolean;
  readonly draws: boolean;
  /** In this product's words, from servers that tell them. */
  readonly capabilities: readonly string[] | undefined;
  /** Seconds since 1970; 0 where the server does not say. */
  readonly created: number;
  /** The context it runs with; undefined where the server does not say. */
  readonly contextTokens: number | undefined;
  /** The context it was trained for, which it may run with less of. */
  readonly trainedTokens: number | undefined;
}

/**
 * The models of `/models`, in the server's order; undefined from a server that has no such list.
 * Throws 'unavailable' when nothing is heard within `limitMs`.
 */
export async function listOpenAi(
  server: OpenAiServer,
  signal: AbortSignal,
  limitMs = 10_000,
): Promise<readonly ListedModel[] | undefined> {
  const onLimit = () =>
    new ServiceError(
      'unavailable',
      `the model server ${server.baseUrl} (OPENAI_BASE_URL) did not answer within ${limitMs / 1000} s`,
    );
  try {
    return await withinLimit((limited) => read(server, limited), { limitMs, onLimit }, signal);
  } catch (error) {
    if (error instanceof NotFoundError) return unlisted(server);
    throw openAiFailure(error, server.baseUrl, signal);
  }
}

async function read(server: OpenAiServer, signal: AbortSignal): Promise<ListedModel[]> {
  const page = await openAiClient(server).models.list({ signal });
  return z.array(Model).parse(page.data).map(describe);
}

function unlisted({ baseUrl }: OpenAiServer): undefined {
  if (/\/v\d/.test(baseUrl)) return undefined;
  throw new ServiceError(
    'unavailable',
    `${baseUrl} (OPENAI_BASE_URL) has no /models; such addresses usually end in /v1`,
  );
}

/** Context sizes in the words of vLLM, OpenRouter and Together, Groq, LM Studio, and llama.cpp. */
const Model = z.object({
  id: z.string(),
  type: z.string().optional(),
  created: z.number().nullish(),
  capabilities: z.array(z.string()).nullish().catch(undefined),
  max_model_len: z.number().nullish(),
  context_length: z.number().nullish(),
  context_window: z.number().nullish(),
  loaded_context_length: z.number().nullish(),
  meta: z.object({ n_ctx: z.number().nullish(), n_ctx_train: z.number().nullish() }).nullish(),
});

function describe(model: z.infer<typeof Model>): ListedModel {
  const { id, type = '', meta } = model;
  const embeds = EMBEDS.test(`${type} ${id}`);
  const draws = !embeds && DRAWS.test(`${type} ${id}`);
  return {
    name: id,
    chats: !embeds && !draws && !NEITHER.test(`${type} ${id}`),
    embeds,
    draws,
    capabilities: model.capabilities ?? undefined,
    created: Math.max(0, Math.floor(model.created ?? 0)),
    contextTokens:
      model.max_model_len ??
      model.loaded_context_length ??
      meta?.n_ctx ??
      model.context_length ??
      model.context_window ??
      undefined,
    trainedTokens: meta?.n_ctx_train ?? undefined,
  };
}

/** The list tells no capabilities, so names must do. */
const EMBEDS = /embed|minilm|\bbge-|\be5-|\bgte-/i;
const DRAWS = /dall-e|image|diffusion|\bflux|\bsd(?:xl|\d|[-_.])/i;
const NEITHER = /whisper|tts|moderation|rerank|transcribe|realtime|audio|sora|babbage|davinci/i;
