import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { BatchInput } from '../contracts/batch-steps.js';
import type { BatchCounts } from '../contracts/batches.js';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import { BATCH_WORKFLOW } from '../contracts/workflow-ids.js';
import { keywords, summaryOf } from '../workflows/labels.js';
import type { BatchStart, RunStarter } from './run-starter.js';
import { callTemporal } from './temporal-call.js';
import { orNothing } from './temporal-runs.js';

type BatchWorkflow = (input: BatchInput) => Promise<BatchCounts>;

/** The batch's own steps go before its runs, or these would wait for each other. */
const BATCH_PRIORITY = 2;

/** Starts and steers the workflows of batches. */
export function createBatches(
  client: Client,
): Pick<RunStarter, 'startBatch' | 'retryBatch' | 'signalBatch'> {
  return {
    async startBatch(batch) {
      await orNothing(WorkflowExecutionAlreadyStartedError, () =>
        callTemporal(client, () =>
          client.workflow.start<BatchWorkflow>(BATCH_WORKFLOW, {
            ...optionsOf(batch),
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'REJECT_DUPLICATE',
          }),
        ),
      );
    },
    async retryBatch(batch) {
      await callTemporal(client, () =>
        client.workflow.signalWithStart<BatchWorkflow>(BATCH_WORKFLOW, {
          ...optionsOf(batch),
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          signal: 'retry',
        }),
      );
    },
    async signalBatch(workflowId, signal) {
      const told = await orNothing(WorkflowNotFoundError, async () => {
        await callTemporal(client, () => client.workflow.getHandle(workflowId).signal(signal));
        return true;
      });
      return told === true;
    },
  };
}

function optionsOf({ batchId, owner, workflowId, summary }: BatchStart) {
  return {
    args: [{ batchId }] satisfies [BatchInput],
    taskQueue: TASK_QUEUES.runs,
    workflowId,
    typedSearchAttributes: keywords({ kind: 'batch', owner, status: 'queued' }),
    priority: { priorityKey: BATCH_PRIORITY, fairnessKey: owner },
    staticSummary: summaryOf(summary),
  } as const;
}
