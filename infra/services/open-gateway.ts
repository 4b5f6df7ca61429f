import type { ProviderConnection } from '../../adapters/access/provider-connections.js';
import type { OnnxEmbedder } from '../../adapters/embeddings/onnx-embedder.js';
import { createAutomatic1111Provider } from '../../adapters/gateway/automatic1111-provider.js';
import { createGateway } from '../../adapters/gateway/create-gateway.js';
import { createCrossEncoder } from '../../adapters/gateway/cross-encoder.js';
import { describeProviders } from '../../adapters/gateway/describe-providers.js';
import { createDetectedProvider } from '../../adapters/gateway/detected-provider.js';
import { createEmbedderProvider } from '../../adapters/gateway/embedder-provider.js';
import { createImageServerProvider } from '../../adapters/gateway/image-server-provider.js';
import { createOllamaProvider } from '../../adapters/gateway/ollama-provider.js';
import { createOpenAiProvider } from '../../adapters/gateway/openai-provider.js';
import { rememberModels } from '../../adapters/gateway/remember-models.js';
import { createRemoteProvider } from '../../adapters/gateway/remote-provider.js';
import { unaskedProvider } from '../../adapters/gateway/unasked-provider.js';
import type { Gateway, ModelProvider } from '../../contracts/gateway.js';
import type { Component } from '../../contracts/health.js';
import type { Reranker } from '../../contracts/reranking.js';
import type { Env } from '../env.js';
import { USUAL_OLLAMA } from './choose-chat.js';

/** Providers of lower priority are asked before the model server of the settings. */
const PRIORITY_OF_SETTINGS = 50;

interface OpenGateway extends Gateway {
  /** How the administrator's providers stand; never rejects. */
  describe(): Promise<Component[]>;
}

interface GatewaySources {
  connections(): readonly ProviderConnection[];
  embedder(): OnnxEmbedder | undefined;
}

/** The models of the settings' server, of the providers of the administrator, and the embedder of this instance. */
export function openGateway(env: Env, { connections, embedder }: GatewaySources): OpenGateway {
  const own = [providerOfSettings(env), ...imageProvidersOfSettings(env)];
  const embedding = createEmbedderProvider(embedder);
  let known: readonly ProviderConnection[] | undefined;
  let before: readonly ModelProvider[] = [];
  let after: readonly ModelProvider[] = [];
  let providers: readonly ModelProvider[] = [];

  function current(): readonly ModelProvider[] {
    const now = connections();
    if (now !== known) {
      known = now;
      const open = (each: ProviderConnection) => rememberModels(providerOf(each, env));
      before = now.filter(({ priority }) => priority < PRIORITY_OF_SETTINGS).map(open);
      after = now.filter(({ priority }) => priority >= PRIORITY_OF_SETTINGS).map(open);
      providers = [...before, ...own, ...after, embedding];
    }
    return providers;
  }

  const gateway = createGateway({
    providers: current,
    defaultChat: choiceOf(env.CHAT_MODEL),
    defaultEmbedding: choiceOf(env.EMBEDDING_MODEL),
  });
  return {
    ...gateway,
    describe() {
      current();
      return describeProviders([...before, ...after]);
    },
  };
}

/** The reranker of the settings, beside the models that embed. */
export function openReranker(env: Env): Reranker | undefined {
  const { RERANK_URL: baseUrl, RERANK_API_KEY: apiKey, RERANK_MODEL: model } = env;
  if (baseUrl === undefined) return undefined;
  return createCrossEncoder({ baseUrl, apiKey, model, limitMs: patienceOf(env).patienceMs });
}

/** The setting as the gateway takes it: null for the first there is, undefined for none. */
function choiceOf(setting: string | undefined): string | null | undefined {
  return setting === 'none' ? undefined : (setting ?? null);
}

function patienceOf(env: Env) {
  const silenceMs = env.MODEL_SILENCE_SECONDS * 1_000;
  return { silenceMs, patienceMs: Math.max(silenceMs, env.MODEL_LOADING_SECONDS * 1_000) };
}

function providerOfSettings(env: Env): ModelProvider {
  const patience = patienceOf(env);
  const contextTokens = env.MODEL_CONTEXT_TOKENS;
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey } = env;
  if (env.OLLAMA_URL === undefined && baseUrl !== undefined) {
    const server = { name: 'openai', baseUrl, apiKey };
    return rememberModels(createDetectedProvider({ ...server, contextTokens, ...patience }));
  }
  const url = env.OLLAMA_URL ?? USUAL_OLLAMA;
  const ollama = createOllamaProvider({ name: 'ollama', url, contextTokens, ...patience });
  const remembered = rememberModels(ollama);
  // One that hangs is away by the word of the memory, so that word is heard too.
  return env.OLLAMA_URL === undefined ? unaskedProvider(remembered) : remembered;
}

/** The image server of the settings, where there is one. */
function imageProvidersOfSettings(env: Env): ModelProvider[] {
  const { IMAGE_PROVIDER_URL: url, IMAGE_PROVIDER_KEY: apiKey, IMAGE_MODELS: names } = env;
  if (url === undefined) return [];
  const name = 'images';
  if (env.IMAGE_PROVIDER_KIND === 'automatic1111')
    return [rememberModels(createAutomatic1111Provider({ name, url, apiKey }))];
  const server = createOpenAiProvider({ name, baseUrl: url, apiKey, ...patienceOf(env) });
  return [rememberModels(createImageServerProvider(server, names))];
}

function providerOf({ name, kind, apiUrl, apiKey }: ProviderConnection, env: Env): ModelProvider {
  const patience = patienceOf(env);
  const contextTokens = env.MODEL_CONTEXT_TOKENS;
  switch (kind) {
    case 'ollama':
      return createOllamaProvider({ name, url: apiUrl, apiKey, contextTokens, ...patience });
    case 'openai':
      return createDetectedProvider({ name, baseUrl: apiUrl, apiKey, contextTokens, ...patience });
    case 'images': {
      const server = createOpenAiProvider({ name, baseUrl: apiUrl, apiKey, ...patience });
      return createImageServerProvider(server);
    }
    case 'automatic1111':
      return createAutomatic1111Provider({ name, url: apiUrl, apiKey });
    case 'plumbline': {
      const baseUrl = /\/v1\/?$/.test(apiUrl) ? apiUrl : `${apiUrl.replace(/\/$/, '')}/v1`;
      const server = createOpenAiProvider({ name, baseUrl, apiKey, remote: true, ...patience });
      return createRemoteProvider(server);
    }
  }
}
