import type { EvidencePack } from '../contracts/evidence.js';
import type { ChatModel } from '../contracts/models.js';
import { fitPack } from '../domain/answers/fit-pack.js';

/** Tokens kept free for the reply, at most a third of the context. */
const REPLY_TOKENS = 1_200;
/** Room for the instructions around the evidence. */
const PROMPT_TOKENS = 500;

/** Cuts the evidence to the model's measured context; `left_out` counts the passages that did not fit. */
export async function fitEvidence(model: ChatModel, whole: EvidencePack, signal: AbortSignal) {
  const context = await model.contextTokens(signal);
  const maxTokens = Math.min(REPLY_TOKENS, Math.floor(context / 3));
  const { pack, left_out } = fitPack(whole, context - maxTokens - PROMPT_TOKENS);
  return { pack, leftOut: left_out, maxTokens };
}
