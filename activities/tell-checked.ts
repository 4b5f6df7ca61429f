import type { CheckedAnswer } from '../domain/claims/check-answer.js';
import type { TellStep } from './tell-step.js';

/** Tells how the check of a text went, and the text where it has changed; gives how many claims failed. */
export function tellChecked(
  text: string,
  { answer, claims }: Pick<CheckedAnswer, 'answer' | 'claims'>,
  tell: TellStep,
): number {
  if (answer !== text) tell('answer-replaced', { text: answer });
  const failed = claims.filter(({ verdict }) => verdict !== 'supported').length;
  tell('claims-checked', { claims: claims.length, failed });
  return failed;
}
