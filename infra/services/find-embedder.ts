import { createOllamaEmbedder } from '../../adapters/embeddings/ollama-embedder.js';
import { createOpenAiEmbedder } from '../../adapters/embeddings/openai-embedder.js';
import { probeOllama, probeOpenAi } from '../../adapters/embeddings/probe-model-servers.js';
import type { Embedder } from '../../contracts/models.js';
import type { Env } from '../env.js';
import { USUAL_OLLAMA } from './choose-chat.js';

export interface FoundEmbedder {
  readonly embedder: Embedder | undefined;
  readonly why: string;
}

/** The embedder of a model server: the one that is named, else the first; undefined while no server has it. */
export async function findEmbedder(env: Env): Promise<FoundEmbedder> {
  const wanted = env.EMBEDDING_MODEL;
  if (wanted === 'none') return { embedder: undefined, why: 'EMBEDDING_MODEL is none' };

  const url = env.OLLAMA_URL ?? USUAL_OLLAMA;
  const offered = (await probeOllama(url))?.embedding ?? [];
  const model = wanted === undefined ? offered[0] : offered.find((name) => isNamed(name, wanted));
  if (model !== undefined) {
    return { embedder: createOllamaEmbedder({ url, model }), why: `Ollama at ${url} has it` };
  }
  const baseUrl = env.OPENAI_BASE_URL;
  if (baseUrl !== undefined) {
    const server = { baseUrl, apiKey: env.OPENAI_API_KEY };
    const listed = (await probeOpenAi(server))?.embedding ?? [];
    const named = wanted ?? listed[0];
    if (named !== undefined) {
      const embedder = createOpenAiEmbedder({ ...server, model: named });
      return { embedder, why: 'OPENAI_BASE_URL has it' };
    }
  }
  const why =
    wanted === undefined
      ? 'an in-process model is fetched with the first search'
      : `no model server has ${wanted} yet; it is looked for again when it is needed`;
  return { embedder: undefined, why };
}

/** The embedder of a configured server that made a space of passages; whether it still has the model, a call will show. */
export function findServerOf(env: Env, space: string): Embedder | undefined {
  const name = /^(.*) \d+$/.exec(space)?.[1] ?? '';
  const model = /^(.*) \(.*\)$/.exec(name)?.[1] ?? '';
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey } = env;
  const servers = [
    createOllamaEmbedder({ url: env.OLLAMA_URL ?? USUAL_OLLAMA, model }),
    ...(baseUrl === undefined ? [] : [createOpenAiEmbedder({ baseUrl, apiKey, model })]),
  ];
  return servers.find((server) => server.name === name);
}

/** Ollama reads a name without a tag as the tag `latest`. */
function isNamed(name: string, wanted: string): boolean {
  return name === wanted || name === `${wanted}:latest`;
}
