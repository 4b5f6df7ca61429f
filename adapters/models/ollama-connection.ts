import type { ChatPart } from '../../contracts/models.js';
import type { GuidedRequest, ModelConnection } from './model-connection.js';
import { ollamaFailure } from './ollama-failure.js';
import { isLoaded, load } from './ollama-loading.js';
import { ollamaStream, type StreamedModel } from './ollama-stream.js';
import { firstWordMs } from './prompt-size.js';
import { watchSilence } from './watch-silence.js';

export interface OllamaPatience {
  readonly silenceMs: number;
  readonly loadingMs: number;
}

/**
 * One model of an Ollama server. Loading is told and has its own limit; from then on silence is watched.
 * Every call names the same context, so that the server never reloads the model for it.
 */
export function connectOllama(model: StreamedModel, patience: OllamaPatience): ModelConnection {
  return {
    name: model.model,
    contextTokens: async () => model.contextTokens,
    async *stream(request, signal) {
      try {
        yield* reply(model, patience, { request, signal });
      } catch (error) {
        throw ollamaFailure(error, model.url, signal);
      }
    },
  };
}

async function* reply(
  model: StreamedModel,
  { silenceMs, loadingMs }: OllamaPatience,
  { request, signal }: { readonly request: GuidedRequest; readonly signal: AbortSignal },
): AsyncGenerator<ChatPart> {
  if (!(await isLoaded(model, signal))) {
    yield { type: 'loading' };
    await load(model, loadingMs, signal);
  }
  const limits = {
    what: `${model.model} on Ollama`,
    firstMs: firstWordMs(request.messages, silenceMs),
    silenceMs,
  };
  yield* watchSilence((watched) => ollamaStream(model, request, watched), limits, signal);
}
