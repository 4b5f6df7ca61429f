import type { EvidencePack } from '../contracts/evidence.js';
import { type CheckedAnswer, checkAnswer, type Meaning } from '../domain/claims/check-answer.js';
import type { TellStep } from './tell-step.js';

interface Checking {
  readonly text: string;
  readonly pack: EvidencePack;
  /** Undefined when meaning is not asked for. */
  readonly meaning?: Meaning | undefined;
}

/** Checks every claim of a text against the evidence and tells how it went, and the text where it has changed. */
export function checkText(
  { text, pack, meaning }: Checking,
  tell: TellStep,
): CheckedAnswer & { readonly failed: number } {
  const checked = checkAnswer({ answer: text, pack, meaning });
  if (checked.answer !== text) tell('answer-replaced', { text: checked.answer });
  const failed = checked.claims.filter(({ verdict }) => verdict !== 'supported').length;
  tell('claims-checked', { claims: checked.claims.length, failed });
  return { ...checked, failed };
}
