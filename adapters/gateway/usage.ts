import { z } from 'zod';
import type { TokenUsage } from '../../contracts/gateway.js';

/** Token counts as servers of the OpenAI protocol tell them, with whatever details they add. */
export const Usage = z.looseObject({
  prompt_tokens: z.int().min(0).default(0),
  completion_tokens: z.int().min(0).default(0),
  total_tokens: z.int().min(0).default(0),
});

/** Usage that a server may leave out, or give as null. */
export const MaybeUsage = Usage.nullish().transform((usage) => usage ?? undefined);

/** What two calls used; a call that was not counted adds nothing. */
export function sumUsage(
  one: TokenUsage | undefined,
  other: TokenUsage | undefined,
): TokenUsage | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    prompt_tokens: one.prompt_tokens + other.prompt_tokens,
    completion_tokens: one.completion_tokens + other.completion_tokens,
    total_tokens: one.total_tokens + other.total_tokens,
  };
}
