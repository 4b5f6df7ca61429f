import type { PlannedResearch, PlanResearchInput } from '../contracts/research-steps.js';
import type { Services } from '../contracts/services.js';
import { estimateSeconds } from '../domain/research/estimate-time.js';
import { complexityOf, planSteps } from '../domain/research/plan-research.js';
import { planByRules } from '../domain/search/plan-by-rules.js';

/** Turning a research question into steps. */
export function createResearchPlanningActivities({ runs }: Pick<Services, 'runs'>) {
  return {
    /** At least one step, without a model; the time is what earlier runs of this instance took. */
    async planResearch(input: PlanResearchInput): Promise<PlannedResearch> {
      const { query, mode, iterations, limit } = input;
      const steps = planSteps(query, limit);
      const { language, time_range: timeRange } = planByRules(query);
      const measured = await runs.researchRoundSeconds(mode);
      const plan = {
        original_query: query,
        steps,
        estimated_time: estimateSeconds(Math.min(iterations, roundsOf(steps)), measured),
        complexity: complexityOf(steps),
      };
      return { plan, language, timeRange };
    },
  };
}

/** A round for the steps that depend on none, one for each later layer, and one for what they leave open. */
function roundsOf(steps: PlannedResearch['plan']['steps']): number {
  const layers = new Map<number, number>();
  for (const { step_number, depends_on } of steps)
    layers.set(
      step_number,
      1 + Math.max(0, ...depends_on.map((number) => layers.get(number) ?? 0)),
    );
  return Math.max(...layers.values()) + 1;
}
