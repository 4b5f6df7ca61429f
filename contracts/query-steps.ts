import type { SubQuery } from './search.js';
import type { SearchProgress } from './search-steps.js';

/** What crosses Temporal between the steps of a query over documents. */

/** Which documents may be found; a list that is left out allows all. */
export interface DocumentScope {
  readonly documentIds?: readonly string[] | undefined;
  readonly collectionIds?: readonly string[] | undefined;
}

export interface FindPagesInput extends DocumentScope {
  readonly runId: string;
  readonly query: string;
  /** Most pages. */
  readonly limit: number;
  readonly useEmbedder: boolean;
}

/** One query of a search or of research. */
export interface SearchDocumentsInput extends Omit<FindPagesInput, 'query'> {
  readonly subQuery: SubQuery;
}

export interface DocumentsInScope extends DocumentScope {
  readonly runId: string;
}

export interface KeepAnswerInput {
  readonly runId: string;
  readonly query: string;
  readonly createdAt: string;
  readonly traceUrl: string | null;
  readonly progress: Omit<SearchProgress, 'plan'>;
}
