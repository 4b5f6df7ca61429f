import type { DocumentQueryRequest } from '../contracts/document-query.js';
import type { ImageRunRequest } from '../contracts/images.js';
import type { LiveSearchRequest } from '../contracts/live-search.js';
import type { ResearchRequest } from '../contracts/research.js';
import type { SearchRequest } from '../contracts/search.js';

/** What a run of any kind is asked for. */
export type RunRequest =
  | SearchRequest
  | ResearchRequest
  | LiveSearchRequest
  | DocumentQueryRequest
  | ImageRunRequest;
