import { ServiceError } from '../../contracts/failures.js';
import type { ModelProvider } from '../../contracts/gateway.js';
import { createOllamaFinder, ollamaOf } from '../models/ollama-finder.js';
import { createOllamaProvider } from './ollama-provider.js';
import { createOpenAiProvider, type OpenAiProviderSettings } from './openai-provider.js';

interface DetectedSettings extends Omit<OpenAiProviderSettings, 'remote'> {
  /** Upper bound of the context of an Ollama's models. */
  readonly contextTokens: number;
}

/**
 * A server of the OpenAI protocol. One that turns out to be an Ollama is asked by its own protocol, since by OpenAI's it
 * cuts long prompts in silence.
 */
export function createDetectedProvider(settings: DetectedSettings): ModelProvider {
  const openAi = createOpenAiProvider(settings);
  const own = ollamaOf(settings);
  if (own === undefined) return openAi;
  const ollama = createOllamaProvider({ ...settings, ...own });
  const find = createOllamaFinder(settings);
  const chosen = async (signal: AbortSignal) =>
    (await find(signal)) === undefined ? openAi : ollama;

  return {
    name: settings.name,
    remote: false,
    models: async (signal) => (await chosen(signal)).models(signal),
    complete: async (model, call, signal) => (await chosen(signal)).complete(model, call, signal),
    async *stream(model, call, signal) {
      yield* (await chosen(signal)).stream(model, call, signal);
    },
    embed: async (model, call, signal) => (await chosen(signal)).embed(model, call, signal),
    draw: async (model, order, signal) => {
      const { draw } = await chosen(signal);
      if (draw === undefined) throw new ServiceError('bad-input', `${model} makes no images`);
      return draw(model, order, signal);
    },
  };
}
