import type { BatchStore } from './batch-store.js';
import type { DocumentParser } from './document-parsing.js';
import type { CollectionStore, DocumentStore } from './document-store.js';
import type { ImageModels } from './image-models.js';
import type { ChatModels, Embedder } from './models.js';
import type { ObjectStore } from './objects.js';
import type { PageReader } from './pages.js';
import type { PassageIndex } from './passage-index.js';
import type { KnownPages } from './read-pages.js';
import type { ReportRenderer } from './reports.js';
import type { EventLog, EventWriter } from './run-events.js';
import type { RunStore } from './runs.js';
import type { ScheduleStore } from './schedule-store.js';
import type { AnswerEngine, SearchEngines } from './search-engines.js';
import type { StepThreads } from './step-threads.js';

/** The outside world as activities see it: adapters implement it, tests stand in for it on real ports. */
export interface Services {
  readonly engines: SearchEngines;
  /** Undefined when no Perplexity key is set. */
  readonly perplexity: AnswerEngine | undefined;
  readonly pages: PageReader;
  readonly chat: ChatModels;
  /** Undefined while ranking is by keywords alone; an embedder that is being fetched appears when it is ready. */
  /** For a space of passages that an earlier one made: that one, where it can still be asked. */
  embedder(space?: string): Embedder | undefined;
  readonly images: ImageModels;
  readonly objects: ObjectStore;
  readonly runs: RunStore;
  readonly knownPages: KnownPages;
  readonly events: EventLog;
  readonly writer: EventWriter;
  readonly documents: DocumentStore;
  readonly collections: CollectionStore;
  readonly passages: PassageIndex;
  readonly parser: DocumentParser;
  readonly reports: ReportRenderer;
  readonly batches: BatchStore;
  readonly schedules: ScheduleStore;
  /** Made with the file `activities/thread-steps`. */
  readonly threads: StepThreads;
  /** A page where the run can be looked into: Langfuse's, else Temporal's, else null. */
  traceUrl(runId: string, workflowId: string): string | null;
}
