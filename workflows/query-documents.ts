import type { KeepAnswerInput } from '../contracts/query-steps.js';
import type { RankedEvidence } from '../contracts/search-steps.js';
import type { DocumentQueryInput } from '../contracts/workflow-inputs.js';
import { chooseModels, findPages, findPagesByMeaning } from './activities.js';
import { byMeaningOrKeywords } from './by-meaning.js';
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
  const { query, document_ids, collection_ids, max_sources: limit } = request;
  const scope = { documentIds: listed(document_ids), collectionIds: listed(collection_ids) };
  const asked = { runId, query, ...scope, limit };
  return byMeaningOrKeywords(state, {
    byMeaning: () => findPagesByMeaning.findPages({ ...asked, useEmbedder: true }),
    byKeywords: () => findPages({ ...asked, useEmbedder: false }),
    message: 'Embeddings failed, so the documents were searched by keywords alone.',
  });
}

/** No list, and an empty one, allow all. */
function listed(ids: readonly string[] | null): readonly string[] | undefined {
  return ids === null || ids.length === 0 ? undefined : ids;
}

function keep(
  { runId, request, createdAt, traceUrl }: DocumentQueryInput,
  state: SearchState,
): KeepAnswerInput {
  const { plan: _, ...progress } = progressOf(state);
  return { runId, query: request.query, createdAt, traceUrl, progress };
}
