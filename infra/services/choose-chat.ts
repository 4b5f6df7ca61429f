import { createDetectedModels } from '../../adapters/models/detected-models.js';
import { createNoModels } from '../../adapters/models/no-models.js';
import { createOllamaModels } from '../../adapters/models/ollama-models.js';
import { EXTRACTIVE } from '../../contracts/extractive.js';
import { ServiceError } from '../../contracts/failures.js';
import type { Component } from '../../contracts/health.js';
import type { ChatModels } from '../../contracts/models.js';
import type { Env } from '../env.js';

/** Where Ollama listens when nobody said otherwise. */
export const USUAL_OLLAMA = 'http://127.0.0.1:11434';
const PROBE_MS = 2_000;

interface Choice {
  readonly models: ChatModels;
  describe(): Promise<Component>;
}

/** The chat models of this instance: those configured, else Ollama's where it usually listens, else none. */
export function chooseChat(env: Env): Choice {
  const name = 'chat model';
  if (env.CHAT_MODEL === 'none') {
    const why = 'CHAT_MODEL is none: answers are made of sentences of the sources';
    return fixed(createNoModels(), { name, state: 'off', using: EXTRACTIVE, why });
  }
  const limits = {
    silenceMs: env.MODEL_SILENCE_SECONDS * 1_000,
    loadingMs: env.MODEL_LOADING_SECONDS * 1_000,
    contextTokens: env.MODEL_CONTEXT_TOKENS,
    defaultModel: env.CHAT_MODEL,
  };
  if (env.OLLAMA_URL !== undefined) {
    const models = createOllamaModels({ url: env.OLLAMA_URL, ...limits });
    return live(models, `Ollama at ${env.OLLAMA_URL}`, 'OLLAMA_URL is set');
  }
  if (env.OPENAI_BASE_URL !== undefined) {
    const server = { baseUrl: env.OPENAI_BASE_URL, apiKey: env.OPENAI_API_KEY };
    return live(
      createDetectedModels({ ...server, ...limits }),
      env.OPENAI_BASE_URL,
      'OPENAI_BASE_URL is set',
    );
  }
  const usual = orNone(createOllamaModels({ url: USUAL_OLLAMA, ...limits }));
  return live(usual, `Ollama at ${USUAL_OLLAMA}`, 'found where Ollama usually listens');
}

function fixed(models: ChatModels, component: Component): Choice {
  return { models, describe: async () => component };
}

function live(models: ChatModels, server: string, why: string): Choice {
  return {
    models,
    async describe() {
      const name = 'chat model';
      try {
        const model = await models.resolve(null, AbortSignal.timeout(PROBE_MS));
        if (model !== undefined)
          return { name, state: 'ready', using: `${model.name}, ${server}`, why };
        const none = `no chat model at ${server}: answers are made of sentences of the sources`;
        return { name, state: 'off', using: EXTRACTIVE, why: none };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { name, state: 'degraded', using: server, why: reason };
      }
    },
  };
}

/** A server that nobody asked for is no fault when it is away. */
function orNone(models: ChatModels): ChatModels {
  const none = createNoModels();
  return {
    list: (signal) => models.list(signal).catch(whenAway(() => [])),
    resolve: (name, signal) =>
      models.resolve(name, signal).catch(whenAway(() => none.resolve(name, signal))),
  };
}

function whenAway<T>(instead: () => T) {
  return (error: unknown): T => {
    if (error instanceof ServiceError && error.code === 'unavailable') return instead();
    throw error;
  };
}
