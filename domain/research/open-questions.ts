import type { ResearchStep } from '../../contracts/research.js';
import type { JudgedStep } from '../../contracts/research-steps.js';
import { NOT_ASKED } from './judge-steps.js';

/** What the run leaves open: each step that is not covered, with what no source tells of it, and what sources disagree on. */
export function openQuestions(
  steps: readonly ResearchStep[],
  judged: readonly JudgedStep[],
): string[] {
  const open = openSteps(steps, judged).map(
    (one) => `${one.step.description} (“${one.step.search_query}”): ${standing(one)}`,
  );
  return [...open, ...disagreements(steps, judged)];
}

function standing({ state, missing }: OpenStep): string {
  if (missing === NOT_ASKED) return 'not looked for';
  const told = state === 'partly' ? 'covered in part' : 'not covered';
  return missing === '' ? told : `${told}; nothing was found on: ${missing}`;
}

/** What a model that judged took for a contradiction; nothing has confirmed it. */
function disagreements(steps: readonly ResearchStep[], judged: readonly JudgedStep[]): string[] {
  return steps.flatMap(({ step_number, description }) => {
    const verdict = judged.find((one) => one.step_number === step_number);
    const contradicts = verdict?.contradicts ?? '';
    return contradicts === ''
      ? []
      : [
          `${description}: the model that judged the evidence says that sources disagree: ${contradicts}`,
        ];
  });
}

export interface OpenStep {
  readonly step: ResearchStep;
  readonly state: JudgedStep['state'];
  readonly missing: string;
}

/** The steps of a plan that are not covered, with what no source tells of each. */
export function openSteps(
  steps: readonly ResearchStep[],
  judged: readonly JudgedStep[],
): OpenStep[] {
  return steps.flatMap((step) => {
    const verdict = judged.find(({ step_number }) => step_number === step.step_number);
    if (verdict?.state === 'covered') return [];
    return [{ step, state: verdict?.state ?? 'not', missing: verdict?.missing ?? '' }];
  });
}
