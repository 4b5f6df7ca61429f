import type { ChatPart } from '../../contracts/models.js';
import type { GuidedRequest, ModelConnection } from './model-connection.js';
import { type OpenAiServer, openAiClient } from './openai-client.js';
import { type Concessions, concede, NO_CONCESSIONS } from './openai-concessions.js';
import { openAiFailure } from './openai-failure.js';
import { openAiParts } from './openai-parts.js';
import { openAiRequest } from './openai-request.js';
import { firstWordMs } from './prompt-size.js';
import { watchSilence } from './watch-silence.js';

export interface ServedModel {
  readonly server: OpenAiServer;
  readonly model: string;
  readonly contextTokens: number;
  readonly silenceMs: number;
}

/** One model of an OpenAI-compatible server. Silence is watched; what the server does not understand is left out. */
export function connectOpenAi(served: ServedModel): ModelConnection {
  const { server, model, silenceMs } = served;
  let made = NO_CONCESSIONS;

  async function* call(request: GuidedRequest, signal: AbortSignal): AsyncGenerator<ChatPart> {
    const { chunks, concessions } = await open(server, { model, request, made }, signal);
    made = concessions;
    yield* openAiParts(chunks);
  }

  return {
    name: model,
    contextTokens: async () => served.contextTokens,
    async *stream(request, signal) {
      const firstMs = firstWordMs(request.messages, silenceMs);
      const limits = { what: `${model} on ${server.baseUrl}`, firstMs, silenceMs };
      try {
        yield* watchSilence((watched) => call(request, watched), limits, signal);
      } catch (error) {
        throw openAiFailure(error, server.baseUrl, signal);
      }
    },
  };
}

interface Opening {
  readonly model: string;
  readonly request: GuidedRequest;
  readonly made: Concessions;
}

/** Asks until the server understands: each answer of 400 takes one thing away from the request's form. */
async function open(
  server: OpenAiServer,
  { model, request, made }: Opening,
  signal: AbortSignal,
): Promise<{ chunks: AsyncIterable<unknown>; concessions: Concessions }> {
  try {
    const body = openAiRequest(model, request, made);
    const chunks = await openAiClient(server).chat.completions.create(body, { signal });
    return { chunks, concessions: made };
  } catch (error) {
    const conceded = concede(made, error, request.grammar !== undefined);
    if (conceded === undefined) throw error;
    return open(server, { model, request, made: conceded }, signal);
  }
}
