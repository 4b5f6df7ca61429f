import { APIError } from 'openai';
import { isOverflow } from './openai-failure.js';

/** What of a request a server understands; servers differ, and say so only by answering 400. */
export interface Concessions {
  readonly format: 'schema' | 'object' | 'text';
  readonly limitName: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: boolean;
  readonly usage: boolean;
}

export const NO_CONCESSIONS: Concessions = {
  format: 'schema',
  limitName: 'max_tokens',
  temperature: true,
  usage: true,
};

/** What to leave out after this error, or undefined when the error is not about the request's form. */
export function concede(
  made: Concessions,
  error: unknown,
  guided: boolean,
): Concessions | undefined {
  if (!(error instanceof APIError) || isOverflow(error)) return undefined;
  if (error.status !== 400 && error.status !== 422) return undefined;
  const words = `${error.param} ${error.message}`;
  if (made.limitName === 'max_tokens' && /max_completion_tokens/.test(words)) {
    return { ...made, limitName: 'max_completion_tokens' };
  }
  if (made.temperature && /temperature/.test(words)) return { ...made, temperature: false };
  if (made.usage && /stream_options/.test(words)) return { ...made, usage: false };
  if (!guided || made.format === 'text') return undefined;
  return { ...made, format: made.format === 'schema' ? 'object' : 'text' };
}
