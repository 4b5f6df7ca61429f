import type { ChatModels } from '../../contracts/models.js';
import { createOllamaFinder, ollamaOf } from './ollama-finder.js';
import { createOllamaModels, type OllamaSettings } from './ollama-models.js';
import { createOpenAiModels, type OpenAiSettings } from './openai-models.js';

type DetectedSettings = OpenAiSettings & Pick<OllamaSettings, 'loadingMs'>;

/**
 * Chat models of a server of the OpenAI protocol. One that turns out to be an Ollama is asked by its own protocol, since
 * by OpenAI's it cuts long prompts in silence.
 */
export function createDetectedModels(settings: DetectedSettings): ChatModels {
  const openAi = createOpenAiModels(settings);
  const own = ollamaOf(settings);
  if (own === undefined) return openAi;
  const ollama = createOllamaModels({ ...settings, ...own });
  const find = createOllamaFinder(settings);
  const chosen = async (signal: AbortSignal) =>
    (await find(signal)) === undefined ? openAi : ollama;

  return {
    list: async (signal) => (await chosen(signal)).list(signal),
    resolve: async (name, signal) => (await chosen(signal)).resolve(name, signal),
  };
}
