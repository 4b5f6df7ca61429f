import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { Embedder } from '../../contracts/models.js';
import { ollamaClient } from '../models/ollama-client.js';
import { ollamaFailure } from '../models/ollama-failure.js';
import { withinLimit } from '../models/within-limit.js';
import { cutToFit } from './cut-to-fit.js';
import { embedInBatches } from './embed-in-batches.js';

export interface OllamaEmbedderSettings {
  readonly url: string;
  readonly model: string;
  /** Longest time for one batch, loading the model included. */
  readonly limitMs?: number | undefined;
}

/** Passages are shorter than this, and memory is taken for all of it. */
const CONTEXT_TOKENS = 2048;

/** Embeddings of an Ollama server's model. A text longer than the model's context is cut there. */
export function createOllamaEmbedder(settings: OllamaEmbedderSettings): Embedder {
  const { url, model, limitMs = 120_000 } = settings;
  const cutting = cutToFit(CONTEXT_TOKENS * 8);

  async function call(texts: readonly string[], signal: AbortSignal): Promise<number[][]> {
    const reply = await ollamaClient({ url }, signal).embed({
      model,
      input: [...texts],
      truncate: true,
      options: { num_ctx: CONTEXT_TOKENS },
    });
    return Reply.parse(reply).embeddings;
  }

  async function embed(texts: readonly string[], signal: AbortSignal): Promise<number[][]> {
    const onLimit = () =>
      new ServiceError('stalled', `${model} on Ollama said nothing for ${limitMs / 1000} s`);
    try {
      return await withinLimit((limited) => call(texts, limited), { limitMs, onLimit }, signal);
    } catch (error) {
      throw ollamaFailure(error, url, signal);
    }
  }

  return {
    name: `${model} (Ollama)`,
    embed: (texts, signal) =>
      embedInBatches(texts, (batch) => cutting(batch, (cut) => embed(cut, signal))),
  };
}

const Reply = z.object({ embeddings: z.array(z.array(z.number())) });
