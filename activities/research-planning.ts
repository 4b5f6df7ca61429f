import { cancellationSignal } from '@temporalio/activity';
import type { ResearchPlan } from '../contracts/research.js';
import { StepsReply } from '../contracts/research-replies.js';
import type {
  PlanByModelInput,
  PlannedByModel,
  PlannedResearch,
  PlanResearchInput,
} from '../contracts/research-steps.js';
import type { Services } from '../contracts/services.js';
import { estimateSeconds } from '../domain/research/estimate-time.js';
import { complexityOf, planSteps } from '../domain/research/plan-research.js';
import { stepsFromModel } from '../domain/research/steps-from-model.js';
import { stepsPrompt } from '../domain/research/steps-prompt.js';
import { planByRules } from '../domain/search/plan-by-rules.js';
import { namedModel } from './named-model.js';

/** A plan is a few short lines; a model that writes more is in a loop. */
const PLAN_TOKENS = 700;

/** Turning a research question into steps. */
export function createResearchPlanningActivities({ runs, chat }: Pick<Services, 'runs' | 'chat'>) {
  return {
    /** At least one step, without a model; the time is what earlier runs of this instance took. */
    async planResearch(input: PlanResearchInput): Promise<PlannedResearch> {
      const { query, limit } = input;
      const { language, time_range: timeRange } = planByRules(query);
      return { plan: await planOf(planSteps(query, limit), input), language, timeRange };
    },

    /** The steps a model gives under a grammar, mended and checked; without a plan where they are of no use. */
    async planByModel(input: PlanByModelInput): Promise<PlannedByModel> {
      const { runId, query, limit, todayIso } = input;
      const signal = cancellationSignal();
      const planner = await namedModel(chat, input.model, signal);
      const messages = stepsPrompt(query, { limit, todayIso });
      const request = { messages, maxTokens: PLAN_TOKENS, temperature: 0, runId };
      const { value, usage } = await planner.ask(request, StepsReply, signal);
      if (value === undefined) return { plan: null, fault: 'the reply is not of the form', usage };
      const [whole] = planSteps(query, 1);
      const { steps, fault } = stepsFromModel(value, { question: query, whole, limit });
      if (steps === null) return { plan: null, fault, usage };
      return { plan: await planOf(steps, input), fault: '', usage };
    },
  };

  async function planOf(
    steps: ResearchPlan['steps'],
    { query, mode, iterations }: PlanResearchInput,
  ): Promise<ResearchPlan> {
    const measured = await runs.researchRoundSeconds(mode);
    return {
      original_query: query,
      steps,
      estimated_time: estimateSeconds(Math.min(iterations, roundsOf(steps)), measured),
      complexity: complexityOf(steps),
    };
  }
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
