import { isCancellation } from '@temporalio/workflow';
import type { SubQuery } from '../contracts/search.js';
import type { ChosenModels, FoundHits } from '../contracts/search-steps.js';
import type { SourceChoice } from '../contracts/source-scope.js';
import type { Warning } from '../contracts/warnings.js';
import { documentScope, looksInto } from '../domain/search/source-choice.js';
import { checkDocuments, documentsByMeaning, searchDocuments } from './activities.js';
import { byMeaningOrKeywords, DOCUMENTS_BY_KEYWORDS } from './by-meaning.js';
import { endingOf } from './conduct-run.js';
import { addWarnings, type DocumentsState } from './search-state.js';

interface Looking {
  readonly input: { readonly runId: string; readonly request: Partial<SourceChoice> };
  readonly state: {
    readonly models: ChosenModels;
    readonly warnings: Warning[];
    readonly documents: DocumentsState;
  };
}

/** Says which of the documents that were asked for cannot be found. */
export async function announceDocuments({ input, state }: Looking): Promise<void> {
  const { runId, request } = input;
  if (!looksInto(request, 'documents')) return;
  addWarnings(state, await checkDocuments({ runId, ...documentScope(request) }));
}

/** Pages of the own documents that say something on a query; null when they are out of scope or could not be searched. */
export async function findInDocuments(
  { input, state }: Looking,
  subQuery: SubQuery,
  limit: number,
): Promise<FoundHits | null> {
  const { runId, request } = input;
  if (!looksInto(request, 'documents')) return null;
  const asked = { runId, subQuery, ...documentScope(request), limit };
  try {
    const found = await byMeaningOrKeywords(state, {
      byMeaning: () => documentsByMeaning.searchDocuments({ ...asked, useEmbedder: true }),
      byKeywords: () => searchDocuments({ ...asked, useEmbedder: false }),
      message: DOCUMENTS_BY_KEYWORDS,
    });
    state.documents.looked = true;
    return found;
  } catch (error) {
    if (isCancellation(error)) throw error;
    state.documents.failure = error;
    addWarnings(state, [notSearched(endingOf(error).error?.message)]);
    return null;
  }
}

/**
 * Says that documents were never looked into. Where there was nothing else to look into, their failure is the failure
 * of the run, which it throws.
 */
export function settleDocuments({ input: { request }, state }: Looking): void {
  const { looked, failure } = state.documents;
  if (looked || !looksInto(request, 'documents')) return;
  if (failure === undefined) addWarnings(state, [notSearched('they did not answer in time')]);
  else if (!looksInto(request, 'web')) throw failure;
}

function notSearched(reason = 'the reason is not known'): Warning {
  const message = `The documents could not be searched: ${reason}`;
  return { code: 'documents-not-searched', message, subject: 'documents' };
}
