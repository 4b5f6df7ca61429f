import type { ExecutionStep } from '../contracts/research.js';
import type { StepQuery } from '../contracts/research-steps.js';
import { keepResearch, mergeRound } from './activities.js';
import { type JudgedRound, judgeCutRound } from './judge-round.js';
import { keepAll } from './keep-evidence.js';
import { showProgress } from './research-page.js';
import { keepOf, type Researching, type RoundInHand } from './research-state.js';

/** Begins a round: from now on it is in hand, and its queries count as asked. */
export function openRound(
  { state, tell }: Researching,
  iteration: number,
  queries: readonly StepQuery[],
): RoundInHand {
  const round: RoundInHand = {
    iteration,
    queries,
    startMs: Date.now(),
    foundBefore: state.found.length,
    readBefore: state.read.length,
    tokensBefore: state.usage.total_tokens,
    earlierKey: state.evidenceKey,
  };
  tell('round-start', { iteration, queries: queries.map(({ query, step }) => ({ query, step })) });
  state.asked.push(...queries);
  state.inHand = round;
  return round;
}

interface Outcome extends Pick<JudgedRound, 'steps' | 'newSources' | 'judgedBy'> {
  readonly deadEnds: readonly string[];
}

/** Notes what came of the round in hand, tells it, and keeps all there is so far. */
export async function endRound(
  researching: Researching,
  round: RoundInHand,
  { steps, newSources, judgedBy, deadEnds }: Outcome,
): Promise<void> {
  const { state, tell } = researching;
  const { iteration, queries, readBefore } = round;
  const ended: ExecutionStep = {
    iteration,
    steps: [...new Set(queries.map(({ step }) => step))].sort((a, b) => a - b),
    queries: queries.map(({ query }) => query),
    pages_read: state.read.slice(readBefore).filter(({ pageKey }) => pageKey !== null).length,
    sources_found: newSources,
    coverage: [...steps],
    dead_ends: [...deadEnds],
    judged_by: judgedBy,
    tokens: state.usage.total_tokens - round.tokensBefore,
    seconds: (Date.now() - round.startMs) / 1_000,
  };
  state.rounds.push(ended);
  state.inHand = null;
  tell('round-end', { ...ended });
  showProgress(researching);
  await keepResearch(keepOf(researching));
}

/** Ends the round in hand with what it has got, judged like any other but without a model; does nothing between rounds. */
export async function closeRound(researching: Researching): Promise<void> {
  const { input, budget, state } = researching;
  const round = state.inHand;
  if (round === null) return;
  if (state.found.length === 0)
    return endRound(researching, round, {
      steps: state.judged,
      newSources: 0,
      judgedBy: 'rules',
      deadEnds: [],
    });
  const { runId } = input;
  const { found } = state;
  const earlier = round.foundBefore;
  const merged = await mergeRound({ runId, found, earlier, tried: [], limit: 0 });
  state.sourcesFound = merged.total;
  const evidenceKey = await keepAll(researching, merged.key);
  const { earlierKey } = round;
  const { queriesPerRound: limit, passages } = budget;
  const judging = { runId, evidenceKey, earlierKey, limit, passages };
  const judged = await judgeCutRound(researching, judging);
  await endRound(researching, round, { ...judged, deadEnds: merged.deadEnds });
}
