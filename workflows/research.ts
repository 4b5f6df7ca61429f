import { EXTRACTIVE } from '../contracts/extractive.js';
import type { ResearchInput } from '../contracts/workflow-inputs.js';
import { liveBudget } from '../domain/live-search/live-budget.js';
import { roundBudget } from '../domain/research/research-budget.js';
import { spentLimit } from '../domain/research/spending.js';
import { approve } from './approve-plan.js';
import { assertSearched } from './assert-searched.js';
import { chooseRunModels } from './choose-run-models.js';
import { openClock } from './clock.js';
import { conductRun, type Ending, type OnUnfinished } from './conduct-run.js';
import { handleControls } from './control-handlers.js';
import { openControls } from './controls.js';
import { announceDocuments, settleDocuments } from './find-in-documents.js';
import { takeOverEvidence } from './follow-up.js';
import { keepUnfinished } from './keep-unfinished.js';
import { planRun } from './plan-run.js';
import { showProgress } from './research-page.js';
import { gatherEvidence } from './research-round.js';
import { keepOf, openResearchState, type Researching, spendingOf } from './research-state.js';
import { showModel } from './search-attributes.js';
import { addWarnings, NOTHING_SEARCHED } from './search-state.js';
import { rankReport, writeReport } from './write-report.js';

/** Plans, gathers round by round until nothing is missing or nothing leads on, and writes one checked report. */
export async function research(input: ResearchInput): Promise<void> {
  await conductResearch(input);
}

/** The whole of a run that investigates, whatever it is called. */
export async function conductResearch(input: ResearchInput): Promise<void> {
  const controls = openControls(input.request);
  await conductRun(
    input.runId,
    (tell, onUnfinished) =>
      investigate({ input, controls, tell, onUnfinished }).finally(() => {
        controls.stage = 'ended';
      }),
    (tell) => handleControls(controls, tell),
  );
}

interface Investigation extends Pick<Researching, 'input' | 'controls' | 'tell'> {
  readonly onUnfinished: OnUnfinished;
}

async function investigate(investigation: Investigation): Promise<Ending> {
  const { input, controls, tell, onUnfinished } = investigation;
  const { request } = input;
  const models = await chooseRunModels(input);
  const state = openResearchState(models.gathering, request.query);
  showModel(models.writing.chat ?? EXTRACTIVE);
  const budget = input.live === undefined ? roundBudget(request.mode) : liveBudget(input.live);
  const clock = openClock({
    seconds: () => controls.limits.seconds ?? request.timeout,
    heldMs: controls.heldMs,
  });
  const researching: Researching = { input, budget, state, clock, controls, tell };
  onUnfinished(() => keepUnfinished(researching));

  await announceDocuments(researching);
  await takeOverEvidence(researching);
  await planRun(researching);
  if (request.require_approval && !(await approve(researching)))
    return { status: 'cancelled', research: keepOf(researching) };
  controls.stage = 'gathering';
  showProgress(researching);
  state.endedBy = await gatherEvidence(researching);
  const searched = spendingOf(state).searches > 0;
  if (searched) settleDocuments(researching);
  if (input.live !== undefined) assertSearched(state);
  state.models = models.writing;
  state.gatheringUsage = state.usage;
  showProgress(researching);
  if (state.endedBy === 'budget') addWarnings(state, [budgetReached(researching)]);
  if (state.endedBy === 'time') addWarnings(state, [TIME_SHORT]);
  if (searched && !state.looked && request.sources.includes('web'))
    addWarnings(state, [NOTHING_SEARCHED]);
  if (state.evidenceKey === null) return { status: 'timed_out', research: keepOf(researching) };

  await controls.ready();
  tell('stage-start', { stage: 'rank' });
  const ranked = await rankReport(researching, state.evidenceKey);
  if (ranked.sources === 0 && state.endedBy === 'time')
    return { status: 'timed_out', research: keepOf(researching) };
  state.packKey = ranked.packKey;

  await controls.ready();
  tell('stage-start', { stage: 'write' });
  await writeReport(researching, ranked.packKey);
  if (state.modelUsed !== (state.models.chat ?? EXTRACTIVE)) showModel(state.modelUsed);
  return { status: 'completed', research: keepOf(researching) };
}

function budgetReached({ controls, state }: Researching) {
  const limit = spentLimit(controls.limits, spendingOf(state)) ?? 'seconds';
  return {
    code: 'budget-reached',
    message: `The budget of ${controls.limits[limit]} ${limit} left no room for more; the report uses what was found by then.`,
    subject: limit,
  };
}

const TIME_SHORT = {
  code: 'time-short',
  message: 'Gathering stopped at 80 % of the time; the report uses what was found by then.',
};
