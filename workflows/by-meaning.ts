import { isCancellation } from '@temporalio/workflow';
import type { ChosenModels } from '../contracts/search-steps.js';
import type { Warning } from '../contracts/warnings.js';
import { addWarnings } from './search-state.js';

interface Ways<T> {
  /** Gives undefined when the time was up. */
  byMeaning(): Promise<T | undefined>;
  byKeywords(): Promise<T>;
  /** What a person is told when the first way fails. */
  readonly message: string;
}

interface State {
  readonly models: ChosenModels;
  readonly warnings: Warning[];
}

/** Takes a step by meaning when there is an embedder; by keywords without one, or, saying so, when it fails or is late. */
export async function byMeaningOrKeywords<T>(
  state: State,
  { byMeaning, byKeywords, message }: Ways<T>,
): Promise<T> {
  const { embedding } = state.models;
  if (embedding === null) return byKeywords();
  try {
    const result = await byMeaning();
    if (result !== undefined) return result;
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
  const result = await byKeywords();
  addWarnings(state, [{ code: 'ranked-by-keywords', message, subject: embedding }]);
  return result;
}

/** What is told where sources were to be ranked by meaning. */
export const RANKED_BY_KEYWORDS =
  'Embeddings failed or took too long, so sources were ranked by keywords.';

export const DOCUMENTS_BY_KEYWORDS =
  'Embeddings failed, so the documents were searched by keywords alone.';
