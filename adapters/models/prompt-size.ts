import { ServiceError } from '../../contracts/failures.js';
import type { ChatMessage } from '../../contracts/models.js';

/** Tokens a prompt has at the very least, in any common tokenizer: no prose reaches 7 characters a token. */
export function leastTokens(messages: readonly ChatMessage[]): number {
  const characters = messages.reduce(
    // A run of one character may be a single token.
    (sum, { content }) => sum + content.replace(/(.)\1{3,}/gsu, '$1').length,
    0,
  );
  return Math.floor(characters / 7);
}

/** Tokens a prompt has about, at 4 characters a token. */
export function likelyTokens(messages: readonly ChatMessage[]): number {
  return Math.ceil(messages.reduce((sum, { content }) => sum + content.length, 0) / 4);
}

/** Throws 'context-overflow' for a prompt that cannot fit, before a server may cut it in silence. */
export function refuseOverflow(messages: readonly ChatMessage[], contextTokens: number): void {
  const least = leastTokens(messages);
  if (least < contextTokens) return;
  throw new ServiceError(
    'context-overflow',
    `the prompt has at least ${least} tokens, the model's context holds ${contextTokens}`,
  );
}

/**
 * How long to wait for a first word: the silence limit, and once more for every 2,048 tokens of prompt,
 * which a slow machine reads without a sign of life.
 */
export function firstWordMs(messages: readonly ChatMessage[], silenceMs: number): number {
  return Math.round(silenceMs * (1 + likelyTokens(messages) / 2048));
}
