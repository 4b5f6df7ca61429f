import type { EvidencePack } from '../contracts/evidence.js';
import type { ChatModel } from '../contracts/models.js';
import { estimateTokens } from '../domain/answers/estimate-tokens.js';
import { fitPack } from '../domain/answers/fit-pack.js';

/** Tokens kept free for the reply, at most a third of the context. */
const REPLY_TOKENS = 1_200;
/** Room for the instructions around the evidence. */
const PROMPT_TOKENS = 500;

interface Fitting {
  readonly model: ChatModel;
  readonly whole: EvidencePack;
  /** What the prompt holds besides the evidence and the instructions. */
  readonly beside?: string | undefined;
}

/** Cuts the evidence to the model's measured context; `leftOut` counts the passages that did not fit. */
export async function fitEvidence({ model, whole, beside = '' }: Fitting, signal: AbortSignal) {
  const context = await model.contextTokens(signal);
  const maxTokens = Math.min(REPLY_TOKENS, Math.floor(context / 3));
  const { pack, left_out } = fitPack(
    whole,
    context - maxTokens - PROMPT_TOKENS - estimateTokens(beside),
  );
  return { pack, leftOut: left_out, maxTokens };
}
