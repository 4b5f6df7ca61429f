import { ChildWorkflowCancellationType, type ParentClosePolicy } from '@temporalio/workflow';
import type { ChildRun } from '../contracts/batch-steps.js';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import { keywords, summaryOf } from './labels.js';

/** After work that somebody waits for, which has 1. */
const BACKGROUND = 4;

/** How a run is started by another workflow: with what operators look for, once only. */
export function childOptions(
  { kind, workflowId, input }: ChildRun,
  owner: string,
  parentClosePolicy: ParentClosePolicy,
) {
  const { query, mode, model } = input.request;
  return {
    args: [input],
    workflowId,
    taskQueue: TASK_QUEUES.runs,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    parentClosePolicy,
    cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
    typedSearchAttributes: keywords({ kind, owner, status: 'running', mode, model }),
    priority: { priorityKey: BACKGROUND, fairnessKey: owner },
    staticSummary: summaryOf(query),
  } as const;
}
