import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchOnnxModel } from './fetch-onnx-model.js';
import { fetchOnnxRuntime } from './fetch-onnx-runtime.js';
import { createOnnxEmbedder } from './onnx-embedder.js';
import { onnxFiles } from './onnx-files.js';

export interface OnnxPreparation {
  /** Keeps the library and the model; about 160 MB. */
  readonly folder: string;
  /** EMBEDDING_MODEL_DIR: a model that lies there already. */
  readonly modelDir?: string | undefined;
  /** Address of a mirror of the model hub, instead of the hub itself. */
  readonly hub?: string | undefined;
  /** Told what is being fetched, as it begins. */
  log(progress: string): void;
}

/**
 * Makes in-process embeddings ready: fetches what is missing, once, and embeds a word to see that it works.
 * Failures are not thrown but told as the reason why there are none; an abort throws its reason.
 */
export async function prepareOnnx(
  { folder, modelDir, hub, log }: OnnxPreparation,
  signal: AbortSignal,
): Promise<'ready' | { readonly unavailable: string }> {
  const files = onnxFiles(folder, modelDir);
  try {
    if (modelDir !== undefined) checkModelDir(modelDir);
    await mkdir(folder, { recursive: true });
    if (!existsSync(files.runtime)) log('fetching the embedding library (about 110 MB, once)');
    await fetchOnnxRuntime(files.runtime, signal);
    await fetchOnnxModel(files, { hub, log }, signal);
    await tryOut({ folder, modelDir }, signal);
    return 'ready';
  } catch (error) {
    signal.throwIfAborted();
    return { unavailable: error instanceof Error ? error.message : String(error) };
  }
}

function checkModelDir(modelDir: string): void {
  const needed = ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS];
  const missing = needed.filter((name) => !existsSync(join(modelDir, name)));
  if (missing.length === 0) return;
  throw new Error(`EMBEDDING_MODEL_DIR ${modelDir} lacks ${missing.join(', ')}`);
}

const WEIGHTS = join('onnx', 'model_quantized.onnx');

async function tryOut(settings: Pick<OnnxPreparation, 'folder' | 'modelDir'>, signal: AbortSignal) {
  const embedder = createOnnxEmbedder(settings);
  try {
    await embedder.embed(['ready'], signal);
  } finally {
    embedder.close();
  }
}
