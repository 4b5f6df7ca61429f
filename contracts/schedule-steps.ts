import type { ChildRun } from './batch-steps.js';

/** What crosses Temporal between the steps of a scheduled run. */

/** Argument of the workflow `runScheduled`. */
export interface RunScheduledInput {
  readonly scheduleId: string;
}

export interface OpenScheduledInput {
  readonly scheduleId: string;
  readonly workflowId: string;
  readonly workflowRunId: string;
  /** ISO 8601 UTC: when it was due. */
  readonly scheduledAt: string;
}

/** The run or batch that a firing has made, with its rows, and that is to be started. */
export type OpenedSchedule =
  | {
      readonly runs: 'question';
      readonly id: string;
      readonly owner: string;
      readonly child: ChildRun;
    }
  | {
      readonly runs: 'batch';
      readonly id: string;
      readonly owner: string;
      readonly workflowId: string;
    };

export interface CompareScheduledInput {
  readonly scheduleId: string;
  /** The run or batch. */
  readonly id: string;
}
