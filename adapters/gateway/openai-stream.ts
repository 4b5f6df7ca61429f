import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { ChatChunk } from '../../contracts/gateway.js';
import { errorIn, refusalFailure } from './openai-refusal.js';
import { Usage } from './usage.js';

const Chunk = z.object({
  model: z.string().optional(),
  choices: z
    .array(
      z.object({
        index: z.int().default(0),
        delta: z.record(z.string(), z.unknown()).nullish(),
        logprobs: z.unknown().optional(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: Usage.nullish(),
  error: z.unknown().optional(),
});

/**
 * The chunks of a streamed reply, those of one read together. Throws ServiceError for an error in the stream, for what
 * is no chunk, and when the stream ends before a choice has.
 */
export async function* readChunks(
  body: AsyncIterable<Uint8Array>,
  baseUrl: string,
): AsyncGenerator<readonly ChatChunk[]> {
  const decoder = new TextDecoder();
  let arrived: ChatChunk[] = [];
  let ended = false;
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') return;
      const chunk = parseChunk(data, baseUrl);
      ended ||= chunk.choices.some(({ finish_reason }) => finish_reason !== null);
      arrived.push(chunk);
    },
  });
  /** What came before a failure is still told. */
  const feed = (text: string): unknown => {
    try {
      parser.feed(text);
      return undefined;
    } catch (error) {
      return error;
    }
  };
  for await (const bytes of body) {
    const failure = feed(decoder.decode(bytes, { stream: true }));
    const batch = arrived;
    arrived = [];
    if (batch.length > 0) yield batch;
    if (failure !== undefined) throw failure;
  }
  if (ended) return;
  throw new ServiceError('bad-reply', `the model server ${baseUrl} broke off its reply`);
}

function parseChunk(data: string, baseUrl: string): ChatChunk {
  const { success, data: chunk } = Chunk.safeParse(parseJson(data));
  if (!success) {
    const words = `the model server ${baseUrl} sent what is no chunk of a reply`;
    throw new ServiceError('bad-reply', words);
  }
  if (chunk.error !== undefined && chunk.error !== null)
    throw refusalFailure(baseUrl, { status: 500, ...errorIn(data), retryAfterMs: undefined });
  return {
    choices: chunk.choices.map(({ index, delta, logprobs, finish_reason }) => ({
      index,
      delta: delta ?? {},
      ...(logprobs === undefined ? {} : { logprobs }),
      finish_reason: finish_reason ?? null,
    })),
    usage: chunk.usage ?? undefined,
    model: chunk.model,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
