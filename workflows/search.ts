import type { SearchPlan } from '../contracts/search-plan.js';
import type { ChosenModels, KeepSearchInput } from '../contracts/search-steps.js';
import type { SearchInput } from '../contracts/workflow-inputs.js';
import { type SearchBudget, searchBudget } from '../domain/search/search-budget.js';
import { looksInto } from '../domain/search/source-choice.js';
import { answerAtOnce, chooseModels, keepSearch, planByRules } from './activities.js';
import { GATHER_SHARE, openClock } from './clock.js';
import { composeAnswer } from './compose-answer.js';
import { conductRun, type Ending } from './conduct-run.js';
import type { Tell } from './events.js';
import { settleDocuments } from './find-in-documents.js';
import { gather } from './gather.js';
import { type Composing, rank, rankingOf } from './rank-sources.js';
import {
  addWarnings,
  NOTHING_SEARCHED,
  openSearchState,
  progressOf,
  type SearchState,
} from './search-state.js';
import { within } from './within.js';

const TIME_SHORT = {
  code: 'time-short',
  message: 'Gathering stopped at 80 % of the timeout; the answer uses what was found by then.',
};

/** Plans, searches, reads, ranks, writes and checks. Late is written from what is there; only nothing is a timeout. */
export async function search(input: SearchInput): Promise<void> {
  const { query, model, mode, max_sources, timeout } = input.request;
  const budget = searchBudget(mode, max_sources, timeout);
  // Beside the beginning of the run, which they do not depend on.
  const preparing = Promise.all([
    chooseModels({ model }),
    planByRules({ query, limit: budget.queriesPerRound }),
  ]);
  preparing.catch(() => {}); // looked at by the recipe, if it comes to that
  await conductRun(input.runId, (tell) => answerQuestion({ input, budget, preparing, tell }));
}

interface Answering {
  readonly input: SearchInput;
  readonly budget: SearchBudget;
  readonly preparing: Promise<readonly [ChosenModels, SearchPlan]>;
  readonly tell: Tell;
}

async function answerQuestion(answering: Answering): Promise<Ending | undefined> {
  const { input, budget, preparing, tell } = answering;
  const clock = openClock(budget.timeoutSeconds);
  const [models, byRules] = await preparing;
  const state = openSearchState(models);
  const composing = { input, budget, state, clock };

  const gathered = await within(clock.msUntil(GATHER_SHARE), () =>
    gather({ input, budget, state, byRules, tell }),
  );
  settleDocuments({ input, state });
  if (looksInto(input.request, 'web') && !state.found.some(({ looked }) => looked))
    addWarnings(state, [NOTHING_SEARCHED]);
  if (!gathered.done) stopGathering(state);
  else if (isQuick(budget, state)) return answerQuickly(composing);
  return answerInSteps(composing, { inTime: gathered.done, tell });
}

/** Makes use of what was found before the time was up, that of a round that was cut short included. */
function stopGathering(state: SearchState): void {
  addWarnings(state, [TIME_SHORT]);
  state.merged = null;
}

/** Whether all that is left to do takes milliseconds: snippets are ranked by keywords, and no model writes. */
function isQuick({ pagesToRead }: SearchBudget, { models }: SearchState): boolean {
  return pagesToRead === 0 && models.chat === null && models.embedding === null;
}

async function answerQuickly(composing: Composing): Promise<undefined> {
  const { input, state } = composing;
  const { runId } = input;
  const ranking = rankingOf(composing);
  await answerAtOnce({ runId, found: state.found, ranking, search: keep(input, state) });
}

async function answerInSteps(
  composing: Composing,
  { inTime, tell }: { readonly inTime: boolean; readonly tell: Tell },
): Promise<Ending> {
  const { input, state } = composing;
  tell('stage-start', { stage: 'rank' });
  const { packKey, sources, warnings } = await rank(composing);
  state.packKey = packKey;
  addWarnings(state, warnings);
  await keepSearch(keep(input, state));
  if (sources === 0 && !inTime) return { status: 'timed_out' };

  await composeAnswer(composing, { packKey, sources }, tell);
  return { status: 'completed', search: keep(input, state) };
}

function keep(
  { runId, request, createdAt, traceUrl }: SearchInput,
  state: SearchState,
): KeepSearchInput {
  const { query, mode } = request;
  return { runId, query, mode, createdAt, traceUrl, progress: progressOf(state) };
}
