import type { Control } from '../contracts/control-messages.js';
import type { DeleteDocumentInput, IngestInput } from '../contracts/document-steps.js';
import type { ReembedInput } from '../contracts/reembedding-steps.js';
import type { RunKind } from '../contracts/runs.js';
import type {
  DocumentQueryInput,
  ImageInput,
  LiveSearchInput,
  ReadPageInput,
  RenderReportInput,
  ResearchInput,
  SearchInput,
  StoredReply,
  StoredReport,
  VerifyTextInput,
} from '../contracts/workflow-inputs.js';

/** What the orchestrator knows of a workflow. Only an answer of its own counts, never its absence. */
export type WorkflowState =
  | { readonly state: 'open' | 'completed' | 'cancelled' | 'timed-out' | 'missing' }
  | { readonly state: 'failed' | 'terminated'; readonly reason: string };

/** Argument of the workflow of a run of any kind. */
export type RunInput = Omit<SearchInput, 'request'> & {
  readonly request:
    | SearchInput['request']
    | ResearchInput['request']
    | LiveSearchInput['request']
    | DocumentQueryInput['request']
    | ImageInput['request'];
};

/** A batch whose rows are there. */
export interface BatchStart {
  readonly batchId: string;
  readonly owner: string;
  readonly workflowId: string;
  readonly summary: string;
}

/** An ingestion whose run and document are entered. */
export interface IngestionStart {
  readonly input: IngestInput;
  readonly workflowId: string;
  readonly owner: string;
  readonly filename: string;
}

export interface RunStart {
  readonly kind: RunKind;
  readonly owner: string;
  readonly workflowId: string;
  readonly input: RunInput;
}

/**
 * The few calls that the API makes to Temporal. Each throws ApiError `orchestrator_unavailable` when Temporal
 * does not answer within 5 s, or ServiceError with what made the workflow fail.
 */
export interface RunStarter {
  /** Starts a run. Starting one again that was started before, ended or not, does nothing. */
  start(run: RunStart): Promise<void>;
  /** Asks a workflow to end; false when it is not running. */
  cancel(workflowId: string): Promise<boolean>;
  /**
   * Sends a message to a run and waits until it was taken; false when it is not running. The same message under the
   * same `repeatKey` is taken once. Throws ApiError 409 when it is refused.
   */
  control(workflowId: string, control: Control, repeatKey?: string): Promise<boolean>;
  /** Ends a workflow that does not listen, if it is still running. */
  terminate(workflowId: string, reason: string): Promise<void>;
  /** Deletes the history of a closed workflow. */
  forget(workflowId: string): Promise<void>;
  /** What became of a workflow; of the one that was started for a run, where several runs share its id. */
  describe(workflowId: string, runId?: string): Promise<WorkflowState>;
  /** Starts a batch. Starting one that is running or has ended does nothing. */
  startBatch(batch: BatchStart): Promise<void>;
  /** Tells a batch to look for items that are to be tried again; starts it once more when it has ended. */
  retryBatch(batch: BatchStart): Promise<void>;
  /** Pauses a batch or has it go on; false when it is not running. */
  signalBatch(workflowId: string, signal: 'pause' | 'resume'): Promise<boolean>;
  /** Starts an ingestion; one that is running under this id goes on. */
  startIngestion(ingestion: IngestionStart): Promise<void>;
  /** Starts the re-embedding of all documents; false when one is under way. */
  startReembedding(input: ReembedInput, owner: string): Promise<boolean>;
  /** Starts a deletion, or finds the one that is running; true when it ends within the time given. */
  deleteDocument(
    input: DeleteDocumentInput,
    on: { readonly workflowId: string; readonly waitMs: number },
  ): Promise<boolean>;
  /** Runs to the end; an aborted signal cancels the workflow. */
  readPage(input: ReadPageInput, signal: AbortSignal): Promise<StoredReply>;
  verifyText(input: VerifyTextInput, signal: AbortSignal): Promise<StoredReply>;
  /** The same under one id is made once, and goes on when the signal aborts: what it makes is kept. */
  renderReport(input: RenderReportInput, id: string, signal: AbortSignal): Promise<StoredReport>;
}
