import type { StepQuery } from '../contracts/research-steps.js';
import { roundWithin } from '../domain/research/spending.js';
import { about } from './about.js';
import { mergeRound, readSource } from './activities.js';
import { findSources, webScope } from './find-sources.js';
import { followLinks } from './follow-links.js';
import { type JudgedRound, judgeRound } from './judge-round.js';
import { keepAll } from './keep-evidence.js';
import { type Researching, spendingOf } from './research-state.js';
import { endRound, openRound } from './round-in-hand.js';
import { addWarnings } from './search-state.js';

/** One round: every query side by side, all results merged with those before, the best new pages read, all judged. */
export async function makeRound(
  researching: Researching,
  iteration: number,
  wanted: readonly StepQuery[],
): Promise<JudgedRound> {
  const { input, state, controls, tell } = researching;
  const budget = roundWithin(researching.budget, controls.limits, spendingOf(state));
  const queries = wanted.slice(0, budget.queriesPerRound);
  const { runId } = input;
  const round = openRound(researching, iteration, queries);
  await Promise.all(queries.map((query) => findOne(researching, query)));
  await controls.ready();

  const merged = await mergeRound({
    runId,
    found: state.found,
    earlier: round.foundBefore,
    tried: state.read.map(({ url }) => url),
    limit: budget.pagesPerRound,
  });
  state.sourcesFound = merged.total;
  if (merged.toRead.length > 0) tell('stage-start', { stage: 'read', pages: merged.toRead.length });
  const read = (url: string) => readOne(researching, url);
  await Promise.all(merged.toRead.map(read));
  const pages = state.read.slice(round.readBefore);
  const followed = await followLinks(researching, { pages, read });

  const { key } = followed ? await mergeAll(researching) : merged;
  const evidenceKey = await keepAll(researching, key);
  await controls.ready();
  tell('stage-start', { stage: 'judge' });
  const limit = budget.queriesPerRound;
  const { earlierKey } = round;
  const { passages } = budget;
  const judging = { runId, evidenceKey, earlierKey, limit, passages };
  const judgement = await judgeRound(researching, judging);
  await endRound(researching, round, { ...judgement, deadEnds: merged.deadEnds });
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
  const read = await about(readSource, url, {
    runId: input.runId,
    url,
    scope: webScope(input),
    fresh: input.fresh === true || state.timeRange !== null,
  });
  state.read.push(read);
  if (read.warning !== null) addWarnings(state, [read.warning]);
}

/** Merges everything found so far, without choosing what to read next. */
async function mergeAll({ input, state }: Researching) {
  const { runId } = input;
  const merged = await mergeRound({ runId, found: state.found, earlier: 0, tried: [], limit: 0 });
  state.sourcesFound = merged.total;
  return merged;
}
