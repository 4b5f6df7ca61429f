import type { SectionPlace } from '../contracts/section-place.js';
import type { CheckedAnswer } from '../domain/claims/check-answer.js';
import { inSection, withHeading } from './tell-section.js';
import type { TellStep } from './tell-step.js';

interface Told extends Pick<CheckedAnswer, 'answer' | 'claims'> {
  /** Of a report, where the text stands in it. */
  readonly section?: SectionPlace | undefined;
}

/** Tells how the check of a text went, and the text where it has changed; gives how many claims failed. */
export function tellChecked(
  text: string,
  { answer, claims, section }: Told,
  tellStep: TellStep,
): number {
  const tell = section === undefined ? tellStep : inSection(tellStep, section);
  const whole = section === undefined ? answer : withHeading(section.heading, answer);
  if (answer !== text) tell('answer-replaced', { text: whole });
  const failed = claims.filter(({ verdict }) => verdict !== 'supported').length;
  tell('claims-checked', { claims: claims.length, failed });
  return failed;
}
