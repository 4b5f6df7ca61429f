import type { BatchCounts, BatchQuestion, EndedBatchStatus, QuestionKind } from './batches.js';
import type { RunError, TerminalStatus } from './runs.js';

/** What crosses Temporal between the steps of a batch. */

/**
 * Argument of the workflow `batchResearch`: a batch that was entered before, or what POST /api/v1/batches takes,
 * which is checked and entered by the first step.
 */
export interface BatchInput {
  readonly batchId?: string;
  /** Whether the batch was paused when its history became too long and it continued as new. */
  readonly paused?: boolean;
  readonly [field: string]: unknown;
}

export interface OpenBatchInput {
  readonly input: unknown;
  readonly workflowId: string;
  /** The first run of the workflow, the same in all that continue it. */
  readonly firstRunId: string;
}

export interface OpenedBatch {
  readonly batchId: string;
  readonly owner: string;
  /** False when it has ended already. */
  readonly open: boolean;
  readonly window: number;
  readonly total: number;
  readonly counts: BatchCounts;
}

/** How a child ended that could not say so itself. */
export interface LostRun {
  readonly runId: string;
  readonly status: TerminalStatus;
  readonly error: RunError;
}

export interface AdvanceBatchInput {
  readonly batchId: string;
  /** Positions whose runs the workflow watches. */
  readonly inFlight: readonly number[];
  /** Most items to begin. */
  readonly limit: number;
  /** False while the batch is paused: only what runs already is taken up. */
  readonly beginWaiting: boolean;
  readonly lost: readonly LostRun[];
}

/** A run that has its row and is to be started as a child. */
export interface ChildRun {
  readonly kind: QuestionKind;
  readonly workflowId: string;
  readonly input: {
    readonly runId: string;
    readonly request: BatchQuestion['request'];
    /** ISO 8601 UTC. */
    readonly createdAt: string;
    readonly traceUrl: string | null;
    readonly fresh?: boolean | undefined;
  };
}

/** An item's run; it is watched only where it was started before. */
export interface BegunChild extends ChildRun {
  readonly position: number;
}

export interface AdvancedBatch {
  readonly begun: readonly BegunChild[];
  readonly counts: BatchCounts;
}

export interface EndBatchInput {
  readonly batchId: string;
  readonly status: EndedBatchStatus;
  readonly error?: RunError | undefined;
}
