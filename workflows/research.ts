import type { ResearchInput } from '../contracts/workflow-inputs.js';
import { roundBudget } from '../domain/research/research-budget.js';
import { chooseModels, planResearch } from './activities.js';
import { openClock } from './clock.js';
import { conductRun, type Ending } from './conduct-run.js';
import type { Tell } from './events.js';
import { gatherEvidence, type Researching } from './research-round.js';
import { keepOf, openResearchState } from './research-state.js';
import { addWarnings, NOTHING_SEARCHED } from './search-state.js';
import { rankReport, writeSections } from './write-report.js';

/** Plans, gathers round by round until nothing is missing or nothing leads on, and writes one checked report. */
export async function research(input: ResearchInput): Promise<void> {
  await conductRun(input.runId, (tell) => investigate(input, tell));
}

async function investigate(input: ResearchInput, tell: Tell): Promise<Ending> {
  const { request } = input;
  const state = openResearchState(await chooseModels({ model: request.model }));
  const budget = roundBudget(request.mode);
  const clock = openClock(request.timeout);
  const researching: Researching = { input, budget, state, clock, tell };

  await plan(researching);
  state.endedBy = await gatherEvidence(researching);
  if (state.endedBy === 'time') addWarnings(state, [TIME_SHORT]);
  if (!state.looked && request.sources.includes('web')) addWarnings(state, [NOTHING_SEARCHED]);
  if (state.evidenceKey === null) return { status: 'timed_out' };

  tell('stage-start', { stage: 'rank' });
  const ranked = await rankReport(researching, state.evidenceKey);
  state.packKey = ranked.packKey;
  if (ranked.sources === 0 && state.endedBy === 'time') return { status: 'timed_out' };

  tell('stage-start', { stage: 'write' });
  await writeSections(researching, ranked.packKey);
  return { status: 'completed', research: keepOf(input, state, 0) };
}

async function plan({ input, budget, state, tell }: Researching): Promise<void> {
  const { request } = input;
  const planned = await planResearch({
    query: request.query,
    mode: request.mode,
    iterations: request.max_iterations,
    limit: budget.maxSteps,
  });
  state.plan = planned.plan;
  state.language = request.language ?? planned.language;
  state.timeRange = request.time_range ?? planned.timeRange;
  tell('plan-ready', { plan: planned.plan, planned_by: 'rules' });
}

const TIME_SHORT = {
  code: 'time-short',
  message: 'Gathering stopped at 80 % of the time; the report uses what was found by then.',
};
