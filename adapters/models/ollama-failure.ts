import { z } from 'zod';
import { type FailureCode, ServiceError } from '../../contracts/failures.js';
import { OllamaRefusal } from './ollama-client.js';

/** Makes a ServiceError of whatever a call to Ollama threw; an aborted call throws the signal's reason instead. */
export function ollamaFailure(error: unknown, url: string, signal: AbortSignal): ServiceError {
  signal.throwIfAborted();
  if (error instanceof ServiceError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (OVERFLOW.test(message)) {
    return new ServiceError('context-overflow', `Ollama refused the prompt: ${message}`, {
      cause: error,
    });
  }
  if (error instanceof OllamaRefusal) {
    return new ServiceError(codeOf(error.status), `Ollama at ${url} answered: ${message}`, {
      cause: error,
    });
  }
  if (error instanceof z.ZodError) {
    return new ServiceError('bad-reply', `${url} (OLLAMA_URL) does not answer as Ollama does`, {
      cause: error,
    });
  }
  // Node throws a TypeError for a connection, the client a bare Error for an error line in the stream.
  if (error instanceof TypeError)
    return new ServiceError('unavailable', lost(url, message), { cause: error });
  const code = error instanceof SyntaxError || CUT.test(message) ? 'bad-reply' : 'unavailable';
  return new ServiceError(code, `Ollama at ${url} failed: ${message}`, { cause: error });
}

function lost(url: string, message: string): string {
  return message === 'terminated'
    ? `Ollama at ${url} broke off its reply`
    : `Ollama cannot be reached at ${url} (OLLAMA_URL)`;
}

const OVERFLOW =
  /(exceed|longer than|larger than|too (long|large) for).*context|context.*exceed|input length/i;
/** The client's words for a stream without a last line. */
const CUT = /did not receive done/i;

function codeOf(status: number): FailureCode {
  if (status === 404) return 'not-found';
  if (status === 401 || status === 403) return 'refused';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'unavailable' : 'bad-input';
}
