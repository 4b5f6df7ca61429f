import type { EndedBy, ExecutionStep, ResearchStep } from '../contracts/research.js';
import type { StepQuery } from '../contracts/research-steps.js';
import { firstQueries } from '../domain/research/next-queries.js';
import { roundWithin, spentLimit } from '../domain/research/spending.js';
import { steerPlan } from '../domain/research/steer-plan.js';
import { whyEnd } from '../domain/research/why-end.js';
import { keepResearch, mergeRound, readSource } from './activities.js';
import { GATHER_SHARE } from './clock.js';
import { findSources, webScope } from './find-sources.js';
import { followLinks } from './follow-links.js';
import { judgeEarlier } from './follow-up.js';
import { judgeRound } from './judge-round.js';
import { keepAll } from './keep-evidence.js';
import { showProgress } from './research-page.js';
import { keepOf, type Researching, spendingOf } from './research-state.js';
import { addWarnings } from './search-state.js';
import { underControl } from './under-control.js';

/** Searches, reads and judges, round after round, until one of the reasons to end applies; says which. */
export async function gatherEvidence(researching: Researching): Promise<EndedBy> {
  const { input, budget, state, controls } = researching;
  const newSources: number[] = [];
  let steps = steer(researching);
  const gaps = await judgeEarlier(researching);
  let queries: readonly StepQuery[] = gaps ?? firstQueries(steps, budget.queriesPerRound);
  if (gaps !== null) {
    const end = whyEnd({ steps, judged: state.judged, newSources, next: gaps.length });
    if (end !== null) return end;
  }
  for (let round = 1; ; round++) {
    if (spentLimit(controls.limits, spendingOf(state)) !== null) return 'budget';
    const made = await underControl(researching, GATHER_SHARE, () =>
      makeRound(researching, round, queries),
    );
    if (!made.done) {
      await keepWhatIsThere(researching);
      return whyCut(researching);
    }
    newSources.push(made.value.newSources);
    const added = steer(researching).slice(steps.length);
    steps = [...steps, ...added];
    queries = [...firstQueries(added, budget.queriesPerRound), ...made.value.next];
    if (added.length > 0) continue;
    const end = whyEnd({ steps, judged: state.judged, newSources, next: queries.length });
    if (end !== null) return end;
    if (round >= input.request.max_iterations) return 'iterations';
  }
}

/** Puts the directions that people gave into the plan, and gives its steps. */
function steer({ controls, state, tell }: Researching): readonly ResearchStep[] {
  for (const direction of controls.takeSteers()) {
    if (state.plan === null) break;
    state.plan = steerPlan(state.plan, direction);
    tell('plan-ready', { plan: state.plan, planned_by: 'person' });
  }
  return state.plan?.steps ?? [];
}

function whyCut({ input, controls }: Researching): EndedBy {
  if (controls.finishing) return 'finish';
  return (controls.limits.seconds ?? 0) < input.request.timeout ? 'budget' : 'time';
}

/** One round: every query side by side, all results merged with those before, the best new pages read, all judged. */
async function makeRound(
  researching: Researching,
  iteration: number,
  wanted: readonly StepQuery[],
) {
  const { input, state, controls, tell } = researching;
  const budget = roundWithin(researching.budget, controls.limits, spendingOf(state));
  const queries = wanted.slice(0, budget.queriesPerRound);
  const { runId } = input;
  const startMs = Date.now();
  const [earlier, earlierKey] = [state.found.length, state.evidenceKey];
  const tokensBefore = state.usage.total_tokens;
  tell('round-start', { iteration, queries: queries.map(({ query, step }) => ({ query, step })) });
  state.asked.push(...queries);
  await Promise.all(queries.map((query) => findOne(researching, query)));
  await controls.ready();

  const merged = await mergeRound({
    runId,
    found: state.found,
    earlier,
    tried: state.read.map(({ url }) => url),
    limit: budget.pagesPerRound,
  });
  state.sourcesFound = merged.total;
  const readBefore = state.read.length;
  if (merged.toRead.length > 0) tell('stage-start', { stage: 'read', pages: merged.toRead.length });
  const read = (url: string) => readOne(researching, url);
  await Promise.all(merged.toRead.map(read));
  const pages = state.read.slice(readBefore);
  const followed = await followLinks(researching, { pages, read });

  const { key } = followed ? await mergeAll(researching) : merged;
  const evidenceKey = await keepAll(researching, key);
  await controls.ready();
  tell('stage-start', { stage: 'judge' });
  const limit = budget.queriesPerRound;
  const { passages } = budget;
  const judging = { runId, evidenceKey, earlierKey, limit, passages };
  const judgement = await judgeRound(researching, judging);
  const round: ExecutionStep = {
    iteration,
    steps: [...new Set(queries.map(({ step }) => step))].sort((a, b) => a - b),
    queries: queries.map(({ query }) => query),
    pages_read: state.read.slice(readBefore).filter(({ pageKey }) => pageKey !== null).length,
    sources_found: judgement.newSources,
    coverage: [...judgement.steps],
    dead_ends: [...merged.deadEnds],
    judged_by: judgement.judgedBy,
    tokens: state.usage.total_tokens - tokensBefore,
    seconds: (Date.now() - startMs) / 1_000,
  };
  state.rounds.push(round);
  tell('round-end', { ...round });
  showProgress(researching);
  await keepResearch(keepOf(researching));
  return judgement;
}

async function findOne(researching: Researching, query: StepQuery): Promise<void> {
  const { controls, state } = researching;
  await controls.ready();
  await findSources(researching, query);
  controls.found ||= state.found.length > 0;
}

async function readOne({ input, state, controls }: Researching, url: string): Promise<void> {
  await controls.ready();
  const read = await readSource({
    runId: input.runId,
    url,
    scope: webScope(input),
    fresh: state.timeRange !== null,
  });
  state.read.push(read);
  if (read.warning !== null) addWarnings(state, [read.warning]);
}

/** Makes use of what a round had found when its time was up. */
async function keepWhatIsThere(researching: Researching): Promise<void> {
  if (researching.state.found.length === 0) return;
  await keepAll(researching, (await mergeAll(researching)).key);
}

/** Merges everything found so far, without choosing what to read next. */
async function mergeAll({ input, state }: Researching) {
  const { runId } = input;
  const merged = await mergeRound({ runId, found: state.found, earlier: 0, tried: [], limit: 0 });
  state.sourcesFound = merged.total;
  return merged;
}
