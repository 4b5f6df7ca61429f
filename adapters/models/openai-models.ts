import { ServiceError } from '../../contracts/failures.js';
import type { ChatModel, ChatModels } from '../../contracts/models.js';
import { createChatModel } from './create-chat-model.js';
import { type ListedModel, listOpenAi } from './openai-catalogue.js';
import type { OpenAiServer } from './openai-client.js';
import { connectOpenAi } from './openai-connection.js';

export interface OpenAiSettings extends OpenAiServer {
  /** CHAT_MODEL; without it the first listed model that chats. */
  readonly defaultModel?: string | undefined;
  readonly silenceMs?: number | undefined;
  /** Upper bound of the context; the context itself where the server does not tell it, then 8,192 by default. */
  readonly contextTokens?: number | undefined;
}

/** Chat models of any OpenAI-compatible server. */
export function createOpenAiModels(settings: OpenAiSettings): ChatModels {
  const { defaultModel, silenceMs = 60_000 } = settings;
  const server = { baseUrl: settings.baseUrl, apiKey: settings.apiKey };
  const opened = new Map<string, ChatModel>();

  /** A model is opened once for each context it is told to have, so that it remembers what its server understands. */
  function open(model: string, contextTokens: number): ChatModel {
    const key = `${contextTokens} ${model}`;
    const chat =
      opened.get(key) ??
      createChatModel(connectOpenAi({ server, model, contextTokens, silenceMs }));
    opened.set(key, chat);
    return chat;
  }

  return {
    list: async (signal) => {
      const models = await listOpenAi(server, signal);
      if (models !== undefined) return chatNames(models);
      return defaultModel === undefined ? [] : [defaultModel];
    },
    async resolve(name, signal) {
      const models = await listOpenAi(server, signal);
      const wanted = name ?? defaultModel ?? chatNames(models ?? [])[0];
      if (wanted === undefined) return undefined;
      const found = models?.find((model) => model.name === wanted);
      if (found === undefined && models !== undefined) {
        throw absent(wanted, { models, baseUrl: settings.baseUrl, fromSetting: name === null });
      }
      return open(wanted, contextOf(found, settings.contextTokens));
    },
  };
}

/** What a name suggests counts for choosing a model; one that is asked for by name may be any. */
function chatNames(models: readonly ListedModel[]): string[] {
  return models.filter(({ chats }) => chats).map(({ name }) => name);
}

function contextOf(model: ListedModel | undefined, bound: number | undefined): number {
  if (model?.contextTokens !== undefined) return Math.min(model.contextTokens, bound ?? Infinity);
  return Math.min(model?.trainedTokens ?? Infinity, bound ?? 8192);
}

function absent(
  wanted: string,
  about: { models: readonly ListedModel[]; baseUrl: string; fromSetting: boolean },
): ServiceError {
  const known = chatNames(about.models).join(', ') || 'none';
  const words = about.fromSetting
    ? `CHAT_MODEL names "${wanted}", which is not a chat model of ${about.baseUrl}`
    : `"${wanted}" is not a chat model of this instance`;
  return new ServiceError('not-found', `${words}; known models: ${known}`);
}
