import type { EndedBy, ResearchStep } from '../../contracts/research.js';
import type { JudgedStep } from '../../contracts/research-steps.js';

/** Rounds without new evidence after which more of them are not worth their cost. */
const STAGNANT_ROUNDS = 2;

interface Progress {
  readonly steps: readonly ResearchStep[];
  readonly judged: readonly JudgedStep[];
  /** New sources of each round so far. */
  readonly newSources: readonly number[];
  /** Queries that could be asked next. */
  readonly next: number;
}

/** Why gathering ends after a round, as far as the evidence says; null while another round may bring something. */
export function whyEnd({ steps, judged, newSources, next }: Progress): EndedBy | null {
  const covered = (step: ResearchStep): boolean =>
    judged.some(
      ({ step_number, state }) => step_number === step.step_number && state === 'covered',
    );
  if (steps.every(covered)) return 'coverage';
  const last = newSources.slice(-STAGNANT_ROUNDS);
  const stagnant = last.length === STAGNANT_ROUNDS && last.every((count) => count === 0);
  return stagnant || next === 0 ? 'stagnation' : null;
}
