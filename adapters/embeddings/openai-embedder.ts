import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { Embedder } from '../../contracts/models.js';
import { type OpenAiServer, openAiClient } from '../models/openai-client.js';
import { openAiFailure } from '../models/openai-failure.js';
import { withinLimit } from '../models/within-limit.js';
import { cutToFit } from './cut-to-fit.js';
import { embedInBatches } from './embed-in-batches.js';

export interface OpenAiEmbedderSettings extends OpenAiServer {
  readonly model: string;
  /** Longest time for one batch. */
  readonly limitMs?: number | undefined;
}

/** OpenAI's models take 8,191 tokens; a server that takes less says so, and is met by cutting. */
const MOST_CHARACTERS = 8191 * 4;

/** Embeddings of an OpenAI-compatible server's model. A text longer than the model takes is cut. */
export function createOpenAiEmbedder(settings: OpenAiEmbedderSettings): Embedder {
  const { baseUrl, apiKey, model, limitMs = 120_000 } = settings;
  const cutting = cutToFit(MOST_CHARACTERS);

  async function call(texts: readonly string[], signal: AbortSignal): Promise<number[][]> {
    const reply = await openAiClient({ baseUrl, apiKey }).embeddings.create(
      // The client would else ask for base64, which not every server knows.
      { model, input: [...texts], encoding_format: 'float' },
      { signal },
    );
    const { data } = Reply.parse(reply);
    return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
  }

  async function embed(texts: readonly string[], signal: AbortSignal): Promise<number[][]> {
    const onLimit = () =>
      new ServiceError('stalled', `${model} on ${baseUrl} said nothing for ${limitMs / 1000} s`);
    try {
      return await withinLimit((limited) => call(texts, limited), { limitMs, onLimit }, signal);
    } catch (error) {
      throw openAiFailure(error, baseUrl, signal);
    }
  }

  return {
    name: `${model} (${new URL(baseUrl).host})`,
    embed: (texts, signal) =>
      embedInBatches(texts, (batch) => cutting(batch, (cut) => embed(cut, signal))),
  };
}

const Reply = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })),
});
