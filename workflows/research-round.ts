import type { EndedBy, ExecutionStep } from '../contracts/research.js';
import type { StepQuery } from '../contracts/research-steps.js';
import type { ResearchInput } from '../contracts/workflow-inputs.js';
import { firstQueries } from '../domain/research/next-queries.js';
import type { RoundBudget } from '../domain/research/research-budget.js';
import { whyEnd } from '../domain/research/why-end.js';
import { judgeByRules, keepEvidence, keepResearch, mergeRound, readSource } from './activities.js';
import type { Clock } from './clock.js';
import type { Tell } from './events.js';
import { findSources, webScope } from './find-sources.js';
import { keepOf, type ResearchState } from './research-state.js';
import { addWarnings } from './search-state.js';
import { within } from './within.js';

/** Gathering stops at this share of the time, so that writing has the rest. */
const GATHER_SHARE = 0.8;

export interface Researching {
  readonly input: ResearchInput;
  readonly budget: RoundBudget;
  readonly state: ResearchState;
  readonly clock: Clock;
  readonly tell: Tell;
}

/** Searches, reads and judges, round after round, until one of the reasons to end applies; says which. */
export async function gatherEvidence(researching: Researching): Promise<EndedBy> {
  const { input, budget, state, clock } = researching;
  const steps = state.plan?.steps ?? [];
  const newSources: number[] = [];
  let queries: readonly StepQuery[] = firstQueries(steps, budget.queriesPerRound);
  for (let round = 1; round <= input.request.max_iterations; round++) {
    const made = await within(clock.msUntil(GATHER_SHARE), () =>
      makeRound(researching, round, queries),
    );
    if (!made.done) {
      await keepWhatIsThere(researching);
      return 'time';
    }
    newSources.push(made.value.newSources);
    queries = made.value.next;
    const end = whyEnd({ steps, judged: state.judged, newSources, next: queries.length });
    if (end !== null) return end;
  }
  return 'iterations';
}

/** One round: every query side by side, all results merged with those before, the best new pages read, all judged. */
async function makeRound(
  researching: Researching,
  iteration: number,
  queries: readonly StepQuery[],
) {
  const { input, budget, state, tell } = researching;
  const { runId } = input;
  const startMs = Date.now();
  const [earlier, earlierKey] = [state.found.length, state.evidenceKey];
  const tokensBefore = state.usage.total_tokens;
  tell('round-start', { iteration, queries: queries.map(({ query, step }) => ({ query, step })) });
  state.asked.push(...queries);
  await Promise.all(queries.map((query) => findSources(researching, query)));

  const merged = await mergeRound({
    runId,
    found: state.found,
    earlier,
    tried: state.read.map(({ url }) => url),
    limit: budget.pagesPerRound,
  });
  state.mergedKey = merged.key;
  state.sourcesFound = merged.total;
  const readBefore = state.read.length;
  if (merged.toRead.length > 0) tell('stage-start', { stage: 'read', pages: merged.toRead.length });
  await Promise.all(merged.toRead.map((url) => readOne(researching, url)));

  const evidenceKey = await keepAll(researching, merged.key);
  tell('stage-start', { stage: 'judge' });
  const limit = budget.queriesPerRound;
  const judgement = await judgeByRules({ runId, evidenceKey, earlierKey, limit });
  state.judged = judgement.steps;
  state.packKey = judgement.packKey;
  const round: ExecutionStep = {
    iteration,
    steps: [...new Set(queries.map(({ step }) => step))].sort((a, b) => a - b),
    queries: queries.map(({ query }) => query),
    pages_read: state.read.slice(readBefore).filter(({ pageKey }) => pageKey !== null).length,
    sources_found: judgement.newSources,
    coverage: [...judgement.steps],
    dead_ends: [...merged.deadEnds],
    judged_by: 'rules',
    tokens: state.usage.total_tokens - tokensBefore,
    seconds: (Date.now() - startMs) / 1_000,
  };
  state.rounds.push(round);
  tell('round-end', { ...round });
  await keepResearch(keepOf(input, state, 0));
  return judgement;
}

async function readOne({ input, state }: Researching, url: string): Promise<void> {
  const read = await readSource({ runId: input.runId, url, scope: webScope(input) });
  state.read.push(read);
  if (read.warning !== null) addWarnings(state, [read.warning]);
}

/** Keeps all evidence so far under one key. */
async function keepAll({ input, state }: Researching, mergedKey: string): Promise<string> {
  const { asked, read, language, plan } = state;
  const { runId, request } = input;
  const steps = plan?.steps ?? [];
  const evidence = { runId, question: request.query, language, steps, asked, mergedKey, read };
  state.evidenceKey = await keepEvidence(evidence);
  return state.evidenceKey;
}

/** Makes use of what a round had found when its time was up. */
async function keepWhatIsThere(researching: Researching): Promise<void> {
  const { input, state } = researching;
  if (state.found.length === 0) return;
  const { runId } = input;
  const merged = await mergeRound({ runId, found: state.found, earlier: 0, tried: [], limit: 0 });
  state.sourcesFound = merged.total;
  await keepAll(researching, merged.key);
}
