import { basename } from 'node:path';
import { ServiceError } from '../../contracts/failures.js';
import type { Embedder } from '../../contracts/models.js';
import { withinLimit } from '../models/within-limit.js';
import { cutToFit } from './cut-to-fit.js';
import { embedInBatches } from './embed-in-batches.js';
import { DEFAULT_ONNX_MODEL, onnxFiles } from './onnx-files.js';
import { type OnnxWorker, startOnnxWorker, type TokenCounts } from './onnx-worker.js';

export interface OnnxEmbedderSettings {
  /** As given to `prepareOnnx`. */
  readonly folder: string;
  readonly modelDir?: string | undefined;
  /** An unused process ends after this time and gives its memory back; the next call starts it again. */
  readonly idleMs?: number | undefined;
  /** Longest time for one batch. */
  readonly limitMs?: number | undefined;
}

export interface OnnxEmbedder extends Embedder {
  /** The model's own name. */
  readonly model: string;
  /** Whole texts are counted, also those that embedding cuts. */
  count(texts: readonly string[], signal: AbortSignal): Promise<TokenCounts>;
  /** Ends the process. */
  close(): void;
}

/** More than the longest text that a model of 512 tokens reads; the tokenizer cuts it exactly. */
const MOST_CHARACTERS = 512 * 8;

/** Embeddings on this machine, in a process of their own that runs only while it is used. */
export function createOnnxEmbedder(settings: OnnxEmbedderSettings): OnnxEmbedder {
  const { folder, modelDir, idleMs = 120_000, limitMs = 120_000 } = settings;
  const cutting = cutToFit(MOST_CHARACTERS);
  let worker: OnnxWorker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let inUse = 0;

  function close(): void {
    clearTimeout(idle);
    worker?.end();
    worker = undefined;
  }

  /** A process that hangs would hold up all later calls. */
  function stalled(): ServiceError {
    close();
    return new ServiceError('stalled', `embedding in process took over ${limitMs / 1000} s`);
  }

  async function ask<T>(work: (worker: OnnxWorker) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (worker === undefined || worker.ended())
      worker = startOnnxWorker(onnxFiles(folder, modelDir));
    clearTimeout(idle);
    inUse += 1;
    try {
      const asked = worker;
      return await withinLimit(() => work(asked), { limitMs, onLimit: stalled }, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ServiceError) throw error;
      throw new ServiceError('unavailable', `embedding in process failed: ${wordsOf(error)}`, {
        cause: error,
      });
    } finally {
      inUse -= 1;
      if (inUse === 0) idle = setTimeout(close, idleMs).unref();
    }
  }

  return {
    name: `${modelDir ?? DEFAULT_ONNX_MODEL} (in process)`,
    model: basename(modelDir ?? DEFAULT_ONNX_MODEL),
    embed: (texts, signal) =>
      embedInBatches(texts, (batch) =>
        cutting(batch, (cut) => ask((process) => process.embed(cut), signal)),
      ),
    count: (texts, signal) => ask((process) => process.count(texts), signal),
    close,
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
