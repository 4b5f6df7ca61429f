import type { ResearchStep } from './research.js';

/** What keeps steps from being a plan, and at which of them, counted from 0. */
export interface PlanFault {
  readonly at: number;
  readonly message: string;
}

/** The first fault of a list of steps: a gap in the numbers, a step it does not have, a circle; null when there is none. */
export function planFault(
  steps: readonly Pick<ResearchStep, 'step_number' | 'depends_on'>[],
): PlanFault | null {
  const gap = steps.findIndex(({ step_number }, at) => step_number !== at + 1);
  if (gap >= 0)
    return { at: gap, message: `steps are numbered 1, 2, 3 …; this is step ${gap + 1}` };
  for (const [at, { depends_on }] of steps.entries()) {
    const unknown = depends_on.find((number) => steps[number - 1] === undefined);
    if (unknown !== undefined)
      return { at, message: `step ${at + 1} depends on step ${unknown}, which the plan lacks` };
  }
  return circle(steps);
}

/** Takes away steps whose dependencies are met until none is left, or only such as wait for each other. */
function circle(
  steps: readonly Pick<ResearchStep, 'step_number' | 'depends_on'>[],
): PlanFault | null {
  let waiting = steps;
  for (;;) {
    const open = new Set(waiting.map(({ step_number }) => step_number));
    const left = waiting.filter(({ depends_on }) => depends_on.some((number) => open.has(number)));
    const [first] = left;
    if (first === undefined) return null;
    if (left.length === waiting.length) {
      const names = left.map(({ step_number }) => step_number).join(', ');
      return { at: first.step_number - 1, message: `steps ${names} wait for each other` };
    }
    waiting = left;
  }
}
