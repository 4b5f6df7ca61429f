import type { KeepAnswerInput } from '../contracts/query-steps.js';
import type { RankedEvidence } from '../contracts/search-steps.js';
import type { DocumentQueryInput } from '../contracts/workflow-inputs.js';
import { documentScope } from '../domain/search/source-choice.js';
import { chooseModels, documentsByMeaning, findPages } from './activities.js';
import { byMeaningOrKeywords, DOCUMENTS_BY_KEYWORDS } from './by-meaning.js';
import { openClock } from './clock.js';
import { composeAnswer } from './compose-answer.js';
import { conductRun, type Ending } from './conduct-run.js';
import type { Tell } from './events.js';
import { openSearchState, progressOf, type SearchState } from './search-state.js';

/** Finds pages of the documents that answer, writes from them, and checks every sentence against them. */
export async function queryDocuments(input: DocumentQueryInput): Promise<void> {
  await conductRun(input.runId, (tell) => answer(input, tell));
}

async function answer(input: DocumentQueryInput, tell: Tell): Promise<Ending> {
  const { request } = input;
  const clock = openClock(request.timeout);
  const state = openSearchState(await chooseModels({ model: request.model }));
  tell('stage-start', { stage: 'search' });
  const { packKey, sources } = await find(input, state);
  state.packKey = packKey;
  if (sources === 0) return { status: 'completed', answer: keep(input, state) };

  await composeAnswer({ input, state, clock }, { packKey, sources }, tell);
  return { status: 'completed', answer: keep(input, state) };
}

/** By words and meaning; by words alone without an embedder, or when it fails. */
async function find(
  { runId, request }: DocumentQueryInput,
  state: SearchState,
): Promise<RankedEvidence> {
  const { query, max_sources: limit } = request;
  const asked = { runId, query, ...documentScope(request), limit };
  return byMeaningOrKeywords(state, {
    byMeaning: () => documentsByMeaning.findPages({ ...asked, useEmbedder: true }),
    byKeywords: () => findPages({ ...asked, useEmbedder: false }),
    message: DOCUMENTS_BY_KEYWORDS,
  });
}

function keep(
  { runId, request, createdAt, traceUrl }: DocumentQueryInput,
  state: SearchState,
): KeepAnswerInput {
  const { plan: _, ...progress } = progressOf(state);
  return { runId, query: request.query, createdAt, traceUrl, progress };
}
