import type { DocumentQueryRequest } from './document-query.js';
import type { ImageRunRequest } from './images.js';
import type { LiveSearchRequest } from './live-search.js';
import type { ReportFormat } from './reports.js';
import type { ResearchRequest } from './research.js';
import type { SearchRequest } from './search.js';

/** Argument of the workflows `search` and `searchPerplexity`. */
export interface SearchInput {
  readonly runId: string;
  readonly request: SearchRequest;
  /** ISO 8601 UTC: when the request was accepted. */
  readonly createdAt: string;
  readonly traceUrl: string | null;
  /** True for a run that tells what is new: a page that was read before is read anew. */
  readonly fresh?: boolean | undefined;
}

/** Argument of the workflow `research`. */
export interface ResearchInput extends Omit<SearchInput, 'request'> {
  readonly request: ResearchRequest;
  /** What a live search sets beside the request; undefined for research. */
  readonly live?: LiveSearchRequest | undefined;
}

/** Argument of the workflow `liveSearch`. */
export interface LiveSearchInput extends Omit<SearchInput, 'request'> {
  readonly request: LiveSearchRequest;
}

/** Argument of the workflow `queryDocuments`. */
export interface DocumentQueryInput extends Omit<SearchInput, 'request'> {
  readonly request: DocumentQueryRequest;
}

/** Argument of the workflow `generateImage`. */
export interface ImageInput extends Omit<SearchInput, 'request'> {
  readonly request: ImageRunRequest;
}

/** An image to be drawn in a run. */
export interface DrawImageInput extends Pick<ImageRunRequest, 'model' | 'size' | 'via'> {
  readonly runId: string;
  readonly prompt: string;
}

/** Argument of the workflow `readPage`; it answers with the object key of a PageContent as JSON. */
export interface ReadPageInput {
  readonly url: string;
}

/** Argument of the workflow `verifyText`; `requestKey` is the object key of a VerifyRequest as JSON. */
export interface VerifyTextInput {
  readonly requestKey: string;
}

/** Result of `readPage` and `verifyText`: where the reply lies, as JSON. */
export interface StoredReply {
  readonly key: string;
}

/** Argument of the workflow `renderReport`; `requestKey` is the object key of a ReportedRun as JSON. */
export interface RenderReportInput {
  readonly sessionId: string;
  readonly requestKey: string;
  readonly format: ReportFormat;
  /** Where the report is kept when nothing is missing in it. */
  readonly prefix: string;
}

/** Result of `renderReport`: the key of the file, and what could not be shown in it. */
export interface StoredReport extends StoredReply {
  readonly notes: readonly string[];
}
