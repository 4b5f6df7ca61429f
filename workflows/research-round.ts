import type { EndedBy } from '../contracts/research.js';
import type { StepQuery } from '../contracts/research-steps.js';
import { firstQueries } from '../domain/research/next-queries.js';
import { spentLimit } from '../domain/research/spending.js';
import { whyEnd } from '../domain/research/why-end.js';
import { GATHER_SHARE } from './clock.js';
import { judgeEarlier } from './follow-up.js';
import { makeRound } from './make-round.js';
import { type Researching, spendingOf } from './research-state.js';
import { closeRound } from './round-in-hand.js';
import { endSteering, takeSteers } from './take-steers.js';
import { underControl } from './under-control.js';

/** Searches, reads and judges, round after round, until one of the reasons to end applies; says which. */
export async function gatherEvidence(researching: Researching): Promise<EndedBy> {
  const endedBy = await makeRounds(researching);
  endSteering(researching);
  return endedBy;
}

async function makeRounds(researching: Researching): Promise<EndedBy> {
  const { input, budget, state, controls } = researching;
  const { max_iterations: iterations } = input.request;
  const newSources: number[] = [];
  takeSteers(researching);
  const gaps = await judgeEarlier(researching);
  const late = gaps === null ? [] : takeSteers(researching);
  let queries = [
    ...firstQueries(late, budget.queriesPerRound),
    ...(gaps ?? firstQueries(stepsOf(researching), budget.queriesPerRound)),
  ];
  if (gaps !== null) {
    const end = reasonToEnd(researching, newSources, queries);
    if (end !== null) return end;
  }
  for (let round = 1; ; round++) {
    const spent = spentLimit(controls.limits, spendingOf(state));
    // Rules need no tokens: they make one round, so that there is something to write from.
    const byRulesAlone = spent === 'tokens' && round === 1;
    if (spent !== null && !byRulesAlone) return 'budget';
    if (isOver(researching)) return whyCut(researching);
    const made = await underControl(researching, GATHER_SHARE, () =>
      makeRound(researching, round, queries),
    );
    if (!made.done) return cutShort(researching);
    const { next } = made.value;
    newSources.push(made.value.newSources);
    const added = takeSteers(researching);
    // Beyond the rounds that were asked for, only what was asked for since then is looked for.
    const gapQueries = round < iterations ? next : [];
    queries = [...firstQueries(added, budget.queriesPerRound), ...gapQueries];
    if (added.length > 0) continue;
    const end = reasonToEnd(researching, newSources, next);
    if (end !== null) return end;
    if (round >= iterations) return byRulesAlone ? 'budget' : 'iterations';
  }
}

function stepsOf({ state }: Researching) {
  return state.plan?.steps ?? [];
}

function reasonToEnd(
  researching: Researching,
  newSources: readonly number[],
  next: readonly StepQuery[],
): EndedBy | null {
  const { judged } = researching.state;
  return whyEnd({ steps: stepsOf(researching), judged, newSources, next: next.length });
}

/** Whether another round would be cut before it began. */
function isOver({ clock, controls }: Researching): boolean {
  return controls.finishing || clock.msUntil(GATHER_SHARE) === 0;
}

/** Ends a round whose time was up or that a person ended. Directions come too late from here on. */
async function cutShort(researching: Researching): Promise<EndedBy> {
  researching.controls.stage = 'writing';
  takeSteers(researching);
  await closeRound(researching);
  return whyCut(researching);
}

function whyCut({ input, controls }: Researching): EndedBy {
  if (controls.finishing) return 'finish';
  return (controls.limits.seconds ?? 0) < input.request.timeout ? 'budget' : 'time';
}
