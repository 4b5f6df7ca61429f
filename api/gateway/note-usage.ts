import type { TokenUsage } from '../../contracts/gateway.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';

interface UsedModel {
  readonly model: string;
  /** Undefined where the provider did not count. */
  readonly usage: Pick<TokenUsage, 'prompt_tokens' | 'completion_tokens'> | undefined;
}

/** Counts a call towards the usage of its key. */
export function noteUsage(
  { state: { caller } }: ApiContext,
  { usage: log }: Pick<AppParts, 'usage'>,
  { model, usage }: UsedModel,
): void {
  log.note({
    owner: caller.owner,
    keyId: caller.keyId,
    model,
    promptTokens: usage?.prompt_tokens ?? 0,
    completionTokens: usage?.completion_tokens ?? 0,
  });
}
