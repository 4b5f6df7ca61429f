import type { ResearchPlan } from '../contracts/research.js';
import { planByModel, planResearch } from './activities.js';
import { PLAN_SHARE } from './clock.js';
import type { Researching } from './research-state.js';
import { addUsage } from './search-state.js';
import { tryUnderControl } from './try-under-control.js';
import { warn } from './warn.js';

/** Plans the steps of a run: by its model, or by rules where there is none, or its plan is of no use. */
export async function planRun(researching: Researching): Promise<void> {
  const { input, state, tell } = researching;
  const { request } = input;
  const byRules = await planResearch(planningOf(researching));
  state.language = request.language ?? byRules.language;
  state.timeRange = request.time_range ?? byRules.timeRange;
  const byModel = await askModel(researching);
  state.plan = { ...(byModel ?? byRules.plan), original_query: request.query };
  tell('plan-ready', { plan: state.plan, planned_by: byModel === null ? 'rules' : 'model' });
}

async function askModel(researching: Researching): Promise<ResearchPlan | null> {
  const { input, state } = researching;
  const model = state.models.chat;
  if (model === null) return null;
  const { runId, createdAt: todayIso } = input;
  const asked = { ...planningOf(researching), runId, model, todayIso };
  const planned = await tryUnderControl(researching, PLAN_SHARE, () => planByModel(asked));
  if (planned !== undefined) addUsage(state, planned.usage);
  if (planned?.plan) return planned.plan;
  const reason = planned === undefined ? 'it failed or took too long' : planned.fault;
  warn(researching, {
    code: 'plan-by-rules',
    message: `The model's plan could not be used (${reason}), so rules planned the research.`,
    subject: model,
  });
  return null;
}

function planningOf({ input, budget, state }: Researching) {
  const { mode, max_iterations: iterations } = input.request;
  return { query: state.question, mode, iterations, limit: budget.maxSteps };
}
