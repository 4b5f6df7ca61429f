/** Names read subject-action; a step that starts also ends. The last event of every run is `run-end`. */
export const RUN_EVENT_TYPES = [
  'run-start',
  'stage-start',
  'stage-progress',
  'plan-ready',
  'round-start',
  'round-end',
  'step-retry',
  'engine-failed',
  'source-found',
  'page-read',
  'page-failed',
  'sources-ranked',
  'answer-start',
  'answer-delta',
  'answer-end',
  'answer-replaced',
  'claims-checked',
  'report-chunk',
  'model-loading',
  'warning',
  'cancel-requested',
  'run-paused',
  'run-resumed',
  'finish-requested',
  'steer-accepted',
  'approval-requested',
  'plan-decided',
  'budget-changed',
  'run-end',
] as const;
export type RunEventType = (typeof RUN_EVENT_TYPES)[number];

/** An event to be told. The key is unique in its run, so telling it twice keeps it once. */
export interface NewRunEvent {
  readonly key: string;
  readonly type: RunEventType;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RunEvent {
  /** Position in the run, from 1, without order changes: the id of the SSE event. */
  readonly seq: number;
  readonly type: RunEventType;
  readonly data: Readonly<Record<string, unknown>>;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What a run is held by, as far as people hold it. */
export interface RunHold {
  /** What a person has to do before it goes on; null when it waits for nobody. */
  readonly waitingFor: 'approval' | 'resume' | null;
  /** Whether it has waited for a person, or was given other limits, so that its answer may be due later. */
  readonly extended: boolean;
}

/** The append-only log of all runs. */
export interface EventLog {
  /** Appends in the order given; events whose key is known are passed over. */
  append(runId: string, events: readonly NewRunEvent[]): Promise<void>;
  read(runId: string, after: number, limit: number): Promise<readonly RunEvent[]>;
  /**
   * All events after `after`, those to come included; ends after `run-end` or when the signal aborts.
   * Any number of followers share one subscription.
   */
  follow(runId: string, after: number, signal: AbortSignal): AsyncGenerator<RunEvent>;
  /** What these runs are held by, by run id; a run that nobody has ever held is not among them. */
  holds(runIds: readonly string[]): Promise<ReadonlyMap<string, RunHold>>;
  /** Resolves when the run has ended or is unknown, when the signal aborts and when the log is closed. Reads no events. */
  untilEnd(runId: string, signal: AbortSignal): Promise<void>;
}

/** Writes events in the background: keeps the order of each run and gathers for up to 25 ms. Never throws. */
export interface EventWriter {
  write(runId: string, event: NewRunEvent): void;
  /** Resolves when everything written so far for the run is kept; rejects when it cannot be. */
  flush(runId: string): Promise<void>;
  close(): Promise<void>;
}

/** The sink through which workflows tell their events, also during replay: a known key is kept once. */
export type RunEventSinks = {
  readonly events: {
    tell(runId: string, event: NewRunEvent): void;
  };
};
