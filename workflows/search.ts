import type { KeepSearchInput } from '../contracts/search-steps.js';
import type { SearchInput } from '../contracts/workflow-inputs.js';
import { searchBudget } from '../domain/search/search-budget.js';
import { chooseModels, keepSearch, mergeFound } from './activities.js';
import { openClock } from './clock.js';
import { checkOrExtract, rank, write } from './compose-answer.js';
import { conductRun, type Ending } from './conduct-run.js';
import type { Tell } from './events.js';
import { gather } from './gather.js';
import {
  addUsage,
  addWarnings,
  NOTHING_SEARCHED,
  openSearchState,
  progressOf,
  type SearchState,
} from './search-state.js';
import { within } from './within.js';

/** Gathering stops at this share of the time, so that writing has the rest. */
const GATHER_SHARE = 0.8;

/** Plans, searches, reads, ranks, writes and checks. Late is written from what is there; only nothing is a timeout. */
export async function search(input: SearchInput): Promise<void> {
  await conductRun(input.runId, (tell) => answerQuestion(input, tell));
}

async function answerQuestion(input: SearchInput, tell: Tell): Promise<Ending> {
  const { request } = input;
  const budget = searchBudget(request.mode, request.max_sources, request.timeout);
  const clock = openClock(budget.timeoutSeconds);
  const state = openSearchState(await chooseModels({ model: request.model }));
  const composing = { input, budget, state, clock };

  const gathered = await within(clock.msUntil(GATHER_SHARE), () =>
    gather({ input, budget, state, tell }),
  );
  if (!gathered.done) await stopGathering(input, state);

  tell('stage-start', { stage: 'rank' });
  const ranked = await rank(composing);
  state.packKey = ranked.packKey;
  addWarnings(state, ranked.warnings);
  await keepSearch(keep(input, state));
  if (ranked.sources === 0 && !gathered.done) return { status: 'timed_out' };
  if (!state.found.some(({ looked }) => looked)) addWarnings(state, [NOTHING_SEARCHED]);

  tell('stage-start', { stage: 'write' });
  const written = await write(composing, ranked.packKey);
  state.modelUsed = written.modelUsed;
  addUsage(state, written.usage);
  addWarnings(state, written.warnings);

  tell('stage-start', { stage: 'check' });
  const checked = await checkOrExtract(composing, {
    packKey: ranked.packKey,
    written,
    sources: ranked.sources,
  });
  state.checkKey = checked.checkKey;
  addWarnings(state, checked.warnings);
  return { status: 'completed', search: keep(input, state) };
}

/** Makes use of what was found before the time was up. */
async function stopGathering({ runId }: SearchInput, state: SearchState): Promise<void> {
  addWarnings(state, [
    {
      code: 'time-short',
      message: 'Gathering stopped at 80 % of the timeout; the answer uses what was found by then.',
    },
  ]);
  if (state.found.length > 0) state.merged = await mergeFound({ runId, found: state.found });
}

function keep(
  { runId, request, createdAt, traceUrl }: SearchInput,
  state: SearchState,
): KeepSearchInput {
  const { query, mode } = request;
  return { runId, query, mode, createdAt, traceUrl, progress: progressOf(state) };
}
