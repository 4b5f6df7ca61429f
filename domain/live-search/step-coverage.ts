import type { ResearchStep } from '../../contracts/research.js';
import type { JudgedStep } from '../../contracts/research-steps.js';

/** For each step of the plan, by its description, whether pages that were read cover it. */
export function stepCoverage(
  steps: readonly ResearchStep[],
  judged: readonly JudgedStep[],
): Record<string, boolean> {
  const coverage: Record<string, boolean> = {};
  for (const { step_number, description } of steps) {
    const verdict = judged.find((one) => one.step_number === step_number);
    const name = description in coverage ? `${description} (${step_number})` : description;
    coverage[name] = verdict?.state === 'covered';
  }
  return coverage;
}
