import { APIConnectionError, APIError } from 'openai';
import { z } from 'zod';
import { type FailureCode, ServiceError } from '../../contracts/failures.js';

/** Makes a ServiceError of whatever a call to an OpenAI-compatible server threw; an aborted call throws the signal's reason. */
export function openAiFailure(error: unknown, baseUrl: string, signal: AbortSignal): ServiceError {
  signal.throwIfAborted();
  if (error instanceof ServiceError) return error;
  const fail = (code: FailureCode, message: string) =>
    new ServiceError(code, message, { cause: error, retryAfterMs: waitOf(error) });
  if (error instanceof APIConnectionError) {
    return fail('unavailable', `the model server ${baseUrl} (OPENAI_BASE_URL) cannot be reached`);
  }
  const message = error instanceof Error ? error.message : String(error);
  if (isOverflow(error))
    return fail('context-overflow', `${baseUrl} refused the prompt: ${message}`);
  if (error instanceof APIError) {
    return fail(codeOf(error.status), `${baseUrl} answered: ${message}${hint(error.status)}`);
  }
  if (error instanceof SyntaxError || error instanceof z.ZodError) {
    return fail('bad-reply', `${baseUrl} does not answer as an OpenAI-compatible server does`);
  }
  return fail('unavailable', `${baseUrl} broke off its reply: ${message}`);
}

/** Whether a server said that the prompt is longer than its context, in any server's words. */
export function isOverflow(error: unknown): boolean {
  if (!(error instanceof APIError)) return false;
  return OVERFLOW.test(`${error.code} ${error.type} ${error.message}`);
}

const OVERFLOW =
  /context_length_exceeded|exceed_context_size|maximum context length|(exceed|longer than|larger than).*context|context.*exceed|prompt is too long|max_model_len/i;

function codeOf(status: number | undefined): FailureCode {
  if (status === undefined) return 'unavailable';
  if (status === 404) return 'not-found';
  if (status === 401 || status === 403 || status === 402) return 'refused';
  if (status === 429) return 'rate-limited';
  if (status === 413) return 'too-large';
  return status >= 500 || status === 408 ? 'unavailable' : 'bad-input';
}

function hint(status: number | undefined): string {
  return status === 401 ? ' (OPENAI_API_KEY)' : '';
}

function waitOf(error: unknown): number | undefined {
  if (!(error instanceof APIError)) return undefined;
  const seconds = Number(error.headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
