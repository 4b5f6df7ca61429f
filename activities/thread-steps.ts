import type { EvidencePack } from '../contracts/evidence.js';
import { VerifyRequest } from '../contracts/verification.js';
import { type CheckedAnswer, checkAnswer } from '../domain/claims/check-answer.js';
import { verifyText } from '../domain/claims/verify-text.js';

/**
 * The file of the threads: each function can also run in one, when what it is given is large. They are named here only,
 * and take and give plain data, which is copied between threads.
 */
export { passagesToEmbed } from '../domain/search/passages-to-embed.js';
export { rankSources } from '../domain/search/rank-sources.js';
export { selectPassages } from '../domain/search/select-passages.js';

export interface AnswerToCheck {
  readonly answer: string;
  readonly pack: EvidencePack;
  /** Cosine of each passage of the pack (row) with each claim (column); undefined when meaning is not asked for. */
  readonly similarities?: readonly (readonly number[])[] | undefined;
}

/** Checks every claim of an answer. */
export function checkWithMeaning({ answer, pack, similarities }: AnswerToCheck): CheckedAnswer {
  const meaning =
    similarities && ((claim: number, passage: number) => similarities[passage]?.[claim] ?? 0);
  return checkAnswer({ answer, pack, meaning });
}

/** Checks a text against evidence: a VerifyRequest as JSON in, a VerifyReply as JSON out, as parsing one takes time too. */
export function verifyJson(request: Uint8Array): string {
  const parsed = VerifyRequest.safeParse(JSON.parse(new TextDecoder().decode(request)));
  // The error of a schema would lose its message on its way out of a thread.
  if (!parsed.success) throw new Error(`the request has another shape: ${parsed.error.message}`);
  return JSON.stringify(verifyText(parsed.data));
}
