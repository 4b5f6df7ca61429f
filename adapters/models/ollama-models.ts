import { ServiceError } from '../../contracts/failures.js';
import type { ChatModel, ChatModels } from '../../contracts/models.js';
import { createChatModel } from './create-chat-model.js';
import { createOllamaCatalogue, type InstalledModel } from './ollama-catalogue.js';
import type { OllamaServer } from './ollama-client.js';
import { connectOllama } from './ollama-connection.js';

export interface OllamaSettings extends OllamaServer {
  /** CHAT_MODEL; without it the first installed model that chats. */
  readonly defaultModel?: string | undefined;
  /** Longest silence of a loaded model. */
  readonly silenceMs?: number | undefined;
  /** Longest time for loading a model into memory. */
  readonly loadingMs?: number | undefined;
  /** Upper bound of the context, as memory is taken for all of it. */
  readonly contextTokens?: number | undefined;
}

/** Chat models of an Ollama server. */
export function createOllamaModels(settings: OllamaSettings): ChatModels {
  const { url, apiKey, defaultModel, silenceMs = 60_000, loadingMs = 600_000 } = settings;
  const catalogue = createOllamaCatalogue({ url, apiKey });

  async function chatModels(signal: AbortSignal): Promise<readonly InstalledModel[]> {
    return (await catalogue.installed(signal)).filter(({ chats }) => chats);
  }

  function open({ name, thinks, contextTokens }: InstalledModel): ChatModel {
    const bound = settings.contextTokens ?? 8192;
    const model = {
      url,
      apiKey,
      model: name,
      thinks,
      contextTokens: Math.min(contextTokens ?? bound, bound),
    };
    return createChatModel(connectOllama(model, { silenceMs, loadingMs }));
  }

  return {
    list: async (signal) => (await chatModels(signal)).map(({ name }) => name),
    async resolve(name, signal) {
      const models = await chatModels(signal);
      const wanted = name ?? defaultModel;
      const found =
        wanted === undefined ? models[0] : models.find((model) => isNamed(model, wanted));
      if (found !== undefined) return open(found);
      if (wanted === undefined) return undefined;
      throw absent(wanted, { models, url, fromSetting: name === null });
    },
  };
}

/** Ollama reads a name without a tag as the tag `latest`. */
function isNamed({ name }: InstalledModel, wanted: string): boolean {
  return name === wanted || name === `${wanted}:latest`;
}

function absent(
  wanted: string,
  about: { models: readonly InstalledModel[]; url: string; fromSetting: boolean },
): ServiceError {
  const known = about.models.map(({ name }) => name).join(', ') || 'none';
  const subject = about.fromSetting ? `CHAT_MODEL names "${wanted}", which` : `"${wanted}"`;
  const words = about.fromSetting
    ? `${subject} is not a chat model of Ollama at ${about.url}`
    : `${subject} is not a chat model of this instance`;
  return new ServiceError(
    'not-found',
    `${words}; known models: ${known}; to install it: ollama pull ${wanted}`,
  );
}
