import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { ChatCall, ModelProvider } from '../../contracts/gateway.js';
import { VIA_HEADER } from '../../contracts/via-header.js';
import { listOpenAi } from '../models/openai-catalogue.js';
import { watchSilence } from '../models/watch-silence.js';
import { withinLimit } from '../models/within-limit.js';
import { embedAll } from './embed-all.js';
import { offerListed } from './offer-listed.js';
import { drawByOpenAi } from './openai-images.js';
import { readChunks } from './openai-stream.js';
import { type OpenAiEndpoint, type OpenAiRequest, postOpenAi } from './openai-wire.js';
import { MaybeUsage } from './usage.js';

export interface OpenAiProviderSettings extends OpenAiEndpoint {
  readonly name: string;
  /** Longest silence of a stream, and longest time until its first word or a whole reply. */
  readonly silenceMs: number;
  readonly patienceMs: number;
  /** It is another instance: it chooses the model itself, and is told through which instances a call came. */
  readonly remote?: boolean | undefined;
}

/** Any server of the OpenAI protocol. What it is asked and what it answers is passed on as it is, once it was checked. */
export function createOpenAiProvider(settings: OpenAiProviderSettings): ModelProvider {
  const { name, baseUrl, silenceMs, patienceMs, remote = false } = settings;
  // Another instance is told that an instance asks, and answers with its own models alone.
  const listing = { ...settings, headers: remote ? { [VIA_HEADER]: 'models' } : {} };
  const onLimit = () =>
    new ServiceError('stalled', `${baseUrl} said nothing for ${patienceMs / 1_000} s`);
  const read = <T>(request: OpenAiRequest, shape: z.ZodType<T>, signal: AbortSignal): Promise<T> =>
    withinLimit(
      async (limited) => {
        const reply = await postOpenAi(settings, request, limited);
        return parse(shape, await reply.json().catch(noJson), baseUrl);
      },
      { limitMs: patienceMs, onLimit },
      signal,
    );

  return {
    name,
    remote,
    models: async (signal) =>
      (await listOpenAi(listing, signal))?.map((model) => offerListed(model, name)),

    complete: (model, call, signal) => read(chatRequest(model, call), Completion, signal),

    stream: (model, call, signal) =>
      watchSilence(
        (watched) => chunksOf(model, call, watched),
        { what: `${model} on ${baseUrl}`, firstMs: patienceMs, silenceMs },
        signal,
      ),

    embed: (model, call, signal) =>
      embedAll(call, async (input) => {
        const { dimensions } = call;
        const size = dimensions === undefined ? {} : { dimensions };
        const body = { model, input, encoding_format: 'float', ...size };
        const request = { path: '/embeddings', headers: headersOf(call), body };
        const { data, usage } = await read(request, Embeddings, signal);
        const inOrder = data.toSorted((a, b) => a.index - b.index);
        return { vectors: inOrder.map(({ embedding }) => embedding), usage };
      }),

    draw: (model, order, signal) => drawByOpenAi(settings, { model, order, remote }, signal),
  };

  function chatRequest(model: string, call: ChatCall): OpenAiRequest {
    const { messages, options } = call;
    const body = { ...options, model, messages };
    return { path: '/chat/completions', headers: headersOf(call), body };
  }

  function headersOf({ via }: Pick<ChatCall, 'via'>): Readonly<Record<string, string>> {
    return remote ? { [VIA_HEADER]: via.join(', ') } : {};
  }

  async function* chunksOf(model: string, call: ChatCall, signal: AbortSignal) {
    const request = chatRequest(model, call);
    const streamed = { stream: true, stream_options: { include_usage: true } };
    const body = { ...request.body, ...streamed };
    const reply = await postOpenAi(settings, { ...request, body }, signal);
    try {
      yield* readChunks(reply, baseUrl);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof ServiceError) throw cause;
      throw new ServiceError('unavailable', `${baseUrl} broke off its reply`, { cause });
    }
  }
}

const Completion = z.object({
  model: z.string().optional(),
  choices: z
    .array(
      z.object({
        index: z.int().default(0),
        message: z.record(z.string(), z.unknown()),
        logprobs: z.unknown().optional(),
        finish_reason: z
          .string()
          .nullish()
          .transform((reason) => reason ?? 'stop'),
      }),
    )
    .min(1),
  usage: MaybeUsage,
});

const Embeddings = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })),
  usage: MaybeUsage,
});

function parse<T>(shape: z.ZodType<T>, value: unknown, baseUrl: string): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ServiceError(
    'bad-reply',
    `${baseUrl} does not answer as a server of the OpenAI protocol does`,
  );
}

function noJson(): undefined {
  return undefined;
}
