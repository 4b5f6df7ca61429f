import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { type FailureCode, ServiceError } from '../../contracts/failures.js';

/** What a server of the OpenAI protocol said instead of answering. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly code: string | undefined;
  readonly param: string | undefined;
  readonly retryAfterMs: number | undefined;
}

const LONGEST = 2_000;

const Body = z.object({
  error: z.union([
    z.string().transform((message) => ({ message, code: undefined, param: undefined })),
    z.object({
      message: z.string(),
      code: z.union([z.string(), z.number()]).nullish(),
      param: z.string().nullish(),
    }),
  ]),
});

/** Whether a server said that the prompt is longer than its context, in any server's words. */
const OVERFLOW =
  /context_length_exceeded|exceed_context_size|maximum context length|(exceed|longer than|larger than).*context|context.*exceed|prompt is too long|max_model_len/i;

export async function readRefusal(reply: Dispatcher.ResponseData): Promise<Refusal> {
  const text = (await reply.body.text().catch(() => '')).slice(0, LONGEST);
  const seconds = Number(reply.headers['retry-after'] ?? Number.NaN);
  return {
    status: reply.statusCode,
    ...errorIn(text),
    retryAfterMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined,
  };
}

/** The error in a body, or in an event of a stream. */
export function errorIn(text: string): Pick<Refusal, 'message' | 'code' | 'param'> {
  try {
    const { error } = Body.parse(JSON.parse(text));
    const { message, code, param } = error;
    return { message, code: code?.toString(), param: param ?? undefined };
  } catch {
    return { message: text || 'it gave no reason', code: undefined, param: undefined };
  }
}

export function refusalFailure(baseUrl: string, refusal: Refusal): ServiceError {
  const { status, message, code, retryAfterMs } = refusal;
  if (OVERFLOW.test(`${code} ${message}`)) return new ServiceError('context-overflow', message);
  const words = `the model server ${baseUrl} answered ${status}: ${message}`;
  return new ServiceError(codeOf(status), words, { retryAfterMs });
}

function codeOf(status: number): FailureCode {
  if (status === 404) return 'not-found';
  if (status === 401 || status === 402 || status === 403) return 'refused';
  if (status === 429) return 'rate-limited';
  if (status === 413) return 'too-large';
  return status >= 500 || status === 408 ? 'unavailable' : 'bad-input';
}
