import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createOllamaEmbedder } from '../../adapters/embeddings/ollama-embedder.js';
import { createOnnxEmbedder, type OnnxEmbedder } from '../../adapters/embeddings/onnx-embedder.js';
import { onnxFiles } from '../../adapters/embeddings/onnx-files.js';
import { createOpenAiEmbedder } from '../../adapters/embeddings/openai-embedder.js';
import { prepareOnnx } from '../../adapters/embeddings/prepare-onnx.js';
import { probeOllama, probeOpenAi } from '../../adapters/embeddings/probe-model-servers.js';
import type { Component } from '../../contracts/health.js';
import type { Embedder } from '../../contracts/models.js';
import type { Env } from '../env.js';
import { USUAL_OLLAMA } from './choose-chat.js';

interface Chosen {
  readonly embedder: Embedder | undefined;
  readonly why: string;
}

export interface EmbedderChoice {
  /** The embedder once it is ready; the first call fetches what an in-process one lacks, in the background. */
  current(): Embedder | undefined;
  /** The same, unless it is a server's. */
  inProcess(): OnnxEmbedder | undefined;
  /** The name of the embedder when it is ready; asking fetches nothing. */
  readyModel(): string | undefined;
  describe(): Component;
  close(): Promise<void>;
}

/** The embedder of this instance: a model server's, else one in a process of its own, else none: keyword ranking. */
export async function chooseEmbedder(
  env: Env,
  tell: (line: string) => void,
): Promise<EmbedderChoice> {
  const closing = new AbortController();
  let chosen: Chosen = await ofServer(env);
  let onnx: OnnxEmbedder | undefined;
  let preparing: Promise<void> | undefined;
  const folder = join(env.PLUMBLINE_HOME, 'embeddings');
  const settings = { folder, modelDir: env.EMBEDDING_MODEL_DIR };
  const mayPrepare = env.EMBEDDING_MODEL !== 'none' && chosen.embedder === undefined;
  if (mayPrepare && existsSync(onnxFiles(folder, env.EMBEDDING_MODEL_DIR).runtime)) prepare();

  /** Failures are told as the reason why ranking is by keywords. */
  function prepare(): void {
    preparing ??= prepareOnnx({ ...settings, log: tell }, closing.signal)
      .then((outcome) => {
        if (outcome !== 'ready') {
          chosen = { embedder: undefined, why: outcome.unavailable };
          return;
        }
        onnx = createOnnxEmbedder(settings);
        chosen = { embedder: onnx, why: 'no model server embeds' };
      })
      .catch(() => {}); // the instance is closing
  }

  return {
    current() {
      if (mayPrepare) prepare();
      return chosen.embedder;
    },
    inProcess() {
      if (mayPrepare) prepare();
      return onnx;
    },
    readyModel: () => chosen.embedder?.name,
    describe() {
      const { embedder, why } = chosen;
      const name = 'embeddings';
      if (embedder !== undefined) return { name, state: 'ready', using: embedder.name, why };
      return { name, state: 'off', using: 'keyword ranking', why };
    },
    async close() {
      closing.abort();
      await preparing;
      onnx?.close();
    },
  };
}

async function ofServer(env: Env): Promise<Chosen> {
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
  return { embedder: undefined, why: 'an in-process model is fetched with the first search' };
}

/** Ollama reads a name without a tag as the tag `latest`. */
function isNamed(name: string, wanted: string): boolean {
  return name === wanted || name === `${wanted}:latest`;
}
