import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import { RUN_WORKFLOWS } from '../contracts/workflow-ids.js';
import { keywords, summaryOf } from '../workflows/labels.js';
import type { RunInput, RunStart, RunStarter } from './run-starter.js';
import { callTemporal } from './temporal-call.js';
import { workflowState } from './workflow-state.js';

/** Every workflow of RUN_WORKFLOWS. */
type RunWorkflow = (input: RunInput) => Promise<void>;

/** Runs in progress before work that nobody is waiting for. */
const INTERACTIVE = 1;

/** gRPC's code of what does not exist. */
const NOT_FOUND = 5;

/** Starts, looks at and ends the workflows of runs. */
export function createRuns(
  client: Client,
): Pick<RunStarter, 'start' | 'cancel' | 'terminate' | 'forget' | 'describe'> {
  const handleOf = (workflowId: string) => client.workflow.getHandle(workflowId);
  return {
    async start(run) {
      await orNothing(WorkflowExecutionAlreadyStartedError, () =>
        callTemporal(client, () =>
          client.workflow.start<RunWorkflow>(RUN_WORKFLOWS[run.kind], optionsOf(run)),
        ),
      );
    },
    async cancel(workflowId) {
      const asked = await orNothing(WorkflowNotFoundError, () =>
        callTemporal(client, () => handleOf(workflowId).cancel()),
      );
      return asked !== undefined;
    },
    async terminate(workflowId, reason) {
      await orNothing(WorkflowNotFoundError, () =>
        callTemporal(client, () => handleOf(workflowId).terminate(reason)),
      );
    },
    async forget(workflowId) {
      const { namespace } = client.options;
      const request = { namespace, workflowExecution: { workflowId } };
      await callTemporal(client, async () => {
        await client.workflowService.deleteWorkflowExecution(request).catch(unlessUnknown);
      });
    },
    describe: (workflowId, runId) => workflowState(client, workflowId, runId),
  };
}

function optionsOf({ kind, owner, workflowId, input }: RunStart) {
  const { query, mode, model } = input.request;
  return {
    args: [input] satisfies [RunInput],
    taskQueue: TASK_QUEUES.runs,
    workflowId,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    typedSearchAttributes: keywords({ kind, owner, status: 'running', mode, model }),
    priority: { priorityKey: INTERACTIVE, fairnessKey: owner },
    staticSummary: summaryOf(query),
  } as const;
}

function unlessUnknown(error: unknown): void {
  if (!isGrpcServiceError(error) || error.code !== NOT_FOUND) throw error;
}

/** What a call gives, or undefined when it fails in the one way that means there is nothing to do. */
export async function orNothing<T>(
  harmless: new (...parts: never[]) => Error,
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof harmless) return undefined;
    throw error;
  }
}
