import type { ExecutionStep } from '../contracts/research.js';
import type { StepQuery } from '../contracts/research-steps.js';
import { aimFollowUp, keepResearch, mergeRound, openFollowUp } from './activities.js';
import { webScope } from './find-sources.js';
import { keepAll } from './keep-evidence.js';
import { showProgress } from './research-page.js';
import { keepOf, type Researching } from './research-state.js';
import { warn } from './warn.js';

/** Takes over what an earlier run had found, when the request names one: its evidence is round 0. */
export async function takeOverEvidence(researching: Researching): Promise<void> {
  const { input, state } = researching;
  const { runId, request } = input;
  const { follow_up_of: followUpOf, query, sources, collection_ids, document_ids } = request;
  if (followUpOf === null) return;
  const scope = { ...webScope(input), sources, collection_ids, document_ids };
  const opened = await openFollowUp({ runId, query, followUpOf, scope });
  state.question = opened.question;
  if (opened.foundKey === null) return warn(researching, nothingTaken(followUpOf));
  const whole = { query: opened.question, intent: 'earlier', priority: 3, step: 1 };
  state.found.push({ query: whole, key: opened.foundKey });
  state.read.push(...opened.read);
  state.earlier = { open: opened.open, pages: opened.read.length, queries: 0 };
}

/** Judges what was taken over as round 0 and gives the queries for what it leaves open; null when nothing was. */
export async function judgeEarlier(researching: Researching): Promise<readonly StepQuery[] | null> {
  const { input, state, budget, controls, tell } = researching;
  if (state.earlier === null) return null;
  controls.found = true;
  const { runId } = input;
  const startMs = Date.now();
  const merged = await mergeRound({ runId, found: state.found, earlier: 0, tried: [], limit: 0 });
  state.sourcesFound = merged.total;
  const evidenceKey = await keepAll(researching, merged.key);
  const { open, pages } = state.earlier;
  const limit = budget.queriesPerRound;
  const aimed = await aimFollowUp({ runId, evidenceKey, open, limit });
  state.asked.push(...aimed.settled);
  state.earlier = { open, pages, queries: aimed.settled.length };
  state.judged = aimed.steps;
  state.packKey = aimed.packKey;
  const round: ExecutionStep = {
    iteration: 0,
    steps: aimed.settled.map(({ step }) => step),
    queries: [],
    pages_read: 0,
    sources_found: aimed.sources,
    coverage: [...aimed.steps],
    dead_ends: [],
    judged_by: 'rules',
    tokens: 0,
    seconds: (Date.now() - startMs) / 1_000,
  };
  state.rounds.push(round);
  tell('round-end', { ...round });
  showProgress(researching);
  await keepResearch(keepOf(researching));
  return aimed.next;
}

function nothingTaken(followUpOf: string) {
  return {
    code: 'nothing-taken-over',
    message:
      'The earlier session had nothing that this research may use, so it started from nothing.',
    subject: followUpOf,
  };
}
