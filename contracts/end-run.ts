import type { KeepDocumentInput } from './document-steps.js';
import type { ImageResult } from './images.js';
import type { KeepAnswerInput } from './query-steps.js';
import type { KeepResearchInput } from './research-steps.js';
import type { RunError, TerminalStatus } from './runs.js';
import type { KeepSearchInput } from './search-steps.js';

/** How a run is settled, whatever its kind. */
export interface EndRunInput {
  readonly runId: string;
  readonly status: TerminalStatus;
  readonly error?: RunError | undefined;
  /** Composes the final result of a search that has one; without it the partial result stays. */
  readonly search?: KeepSearchInput | undefined;
  /** The same for a research run. */
  readonly research?: KeepResearchInput | undefined;
  /** The same for an ingestion. */
  readonly document?: KeepDocumentInput | undefined;
  /** The same for a query over documents. */
  readonly answer?: KeepAnswerInput | undefined;
  /** The result of an image run, as it is. */
  readonly image?: ImageResult | undefined;
}
