import { join } from 'node:path';
import { createOllamaEmbedder } from '../../adapters/embeddings/ollama-embedder.js';
import { createOnnxEmbedder } from '../../adapters/embeddings/onnx-embedder.js';
import { prepareOnnx } from '../../adapters/embeddings/prepare-onnx.js';
import type { Embedder } from '../../contracts/models.js';
import { readEnv } from '../../infra/env.js';

/** The embedder that a measurement asks for: `ollama` of OLLAMA_URL, or `onnx` in the data folder; undefined for none. */
export async function openEmbedder(wanted: string | undefined): Promise<Embedder | undefined> {
  if (wanted === undefined) return undefined;
  const { OLLAMA_URL, EMBEDDING_MODEL, EMBEDDING_MODEL_DIR, PLUMBLINE_HOME } = readEnv();
  if (wanted === 'ollama') {
    if (OLLAMA_URL === undefined) throw new Error('Set OLLAMA_URL for --embeddings ollama.');
    return createOllamaEmbedder({ url: OLLAMA_URL, model: EMBEDDING_MODEL ?? 'all-minilm' });
  }
  if (wanted !== 'onnx') throw new Error('--embeddings is ollama or onnx.');
  const settings = { folder: join(PLUMBLINE_HOME, 'embeddings'), modelDir: EMBEDDING_MODEL_DIR };
  const signal = new AbortController().signal;
  const outcome = await prepareOnnx({ ...settings, log: console.error }, signal);
  if (outcome !== 'ready') throw new Error(outcome.unavailable);
  return createOnnxEmbedder(settings);
}
