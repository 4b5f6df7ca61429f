import type { NewRunEvent } from './run-events.js';

/** What a run is for. Later kinds join here. */
export const RUN_KINDS = [
  'search',
  'perplexity',
  'research',
  'live-search',
  'document',
  'document-query',
  'image',
  'reembedding',
] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export const RUN_STATUSES = [
  'queued',
  'running',
  'completed',
  'failed',
  'cancelled',
  'timed_out',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export type TerminalStatus = Exclude<RunStatus, 'queued' | 'running'>;

export interface RunError {
  readonly error: string;
  readonly message: string;
}

/** One row of the run table: plain JSON, times in ISO 8601 UTC. */
export interface Run {
  readonly id: string;
  readonly kind: RunKind;
  readonly owner: string;
  /** The key that it was asked for with, towards which it counts; null without one. */
  readonly keyId: string | null;
  readonly status: RunStatus;
  readonly query: string;
  readonly mode: string;
  readonly request: unknown;
  /** The final result, or what was found so far. */
  readonly result: unknown;
  readonly error: RunError | null;
  readonly workflowId: string;
  /** The workflow that starts the run's own; null for runs that the API starts. */
  readonly parentWorkflowId: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

export interface NewRun {
  readonly id: string;
  readonly kind: RunKind;
  readonly owner: string;
  readonly keyId?: string | null | undefined;
  readonly query: string;
  readonly mode: string;
  readonly request: unknown;
  readonly workflowId: string;
  readonly parentWorkflowId?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface RunOutcome {
  readonly status: TerminalStatus;
  readonly result?: unknown;
  readonly error?: RunError | undefined;
  /** What is told just before the end, kept with it or not at all. */
  readonly events?: readonly NewRunEvent[] | undefined;
}

export interface RunFilter {
  readonly owner: string;
  /** Undefined for runs of every kind. */
  readonly kinds?: readonly RunKind[] | undefined;
  readonly status?: RunStatus | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The run table. A terminal status is final: no later call changes it. */
export interface RunStore {
  /**
   * Inserts a queued run. When the owner has used the idempotency key before, returns that run with `created: false`;
   * the caller compares the requests.
   */
  create(run: NewRun): Promise<{ readonly run: Run; readonly created: boolean }>;
  find(id: string): Promise<Run | undefined>;
  list(filter: RunFilter): Promise<{ readonly runs: readonly Run[]; readonly total: number }>;
  /**
   * Queued or running, oldest first, those after the place of a run, which may be gone: what a reconciler has to look
   * at.
   */
  listOpen(limit: number, after?: Pick<Run, 'id' | 'createdAt'>): Promise<readonly Run[]>;
  /** Marks a queued run as running; false when it has ended already. Repeating is harmless. */
  begin(id: string): Promise<boolean>;
  /** Keeps what was found so far, so that it is readable however the run ends. */
  keepPartial(id: string, result: unknown): Promise<void>;
  /**
   * Settles a run and appends its `run-end` event in one transaction; false when it was settled before.
   * Without `result` the partial one stays. Data of the event are `status`, and `result` and `error` where there are.
   */
  end(id: string, outcome: RunOutcome): Promise<boolean>;
  /** Median seconds that a round took in the last completed research runs of a mode; null without any. */
  researchRoundSeconds(mode: string): Promise<number | null>;
  /** Frees the key of a run that never started, so that the same request can be sent again. */
  releaseIdempotencyKey(id: string): Promise<void>;
  /** Deletes a run and its events; false when there was none. */
  remove(id: string): Promise<boolean>;
}
