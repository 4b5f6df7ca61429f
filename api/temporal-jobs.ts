import { randomUUID } from 'node:crypto';
import { type Client, WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { TimeoutFailure } from '@temporalio/common';
import { ServiceError } from '../contracts/failures.js';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import type { StoredReply, StoredReport } from '../contracts/workflow-inputs.js';
import { orAbort } from './or-abort.js';
import type { RunStarter } from './run-starter.js';
import { callTemporal, isAway, orchestratorUnavailable } from './temporal-call.js';
import { workflowFailure } from './workflow-failure.js';

/** A net under the limits that the workflows keep themselves. */
const JOBS = {
  readPage: { prefix: 'read', workflowExecutionTimeout: '2m' },
  verifyText: { prefix: 'verify', workflowExecutionTimeout: '10m' },
  renderReport: { prefix: 'report', workflowExecutionTimeout: '10m' },
} as const;

type Job<Reply> = (input: unknown) => Promise<Reply>;

interface Asked {
  readonly signal: AbortSignal;
  /** Names work that several callers share, and that none of them ends. */
  readonly id?: string;
}

type Jobs = Pick<RunStarter, keyof typeof JOBS>;

/** Runs the workflows that a caller waits for and that leave no row behind. */
export function createJobs(client: Client): Jobs {
  const run = async <Reply>(name: keyof typeof JOBS, input: unknown, { signal, id }: Asked) => {
    const { prefix, workflowExecutionTimeout } = JOBS[name];
    const handle = await callTemporal(client, () =>
      client.workflow.start<Job<Reply>>(name, {
        args: [input],
        taskQueue: TASK_QUEUES.runs,
        workflowId: `${prefix}-${id ?? randomUUID()}`,
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowExecutionTimeout,
        priority: { priorityKey: 1 },
      }),
    );
    return resultOf(client, handle, { signal, ...(id === undefined ? {} : { id }) });
  };
  return {
    readPage: (input, signal) => run<StoredReply>('readPage', input, { signal }),
    verifyText: (input, signal) => run<StoredReply>('verifyText', input, { signal }),
    renderReport: (input, id, signal) => run<StoredReport>('renderReport', input, { signal, id }),
  };
}

async function resultOf<Reply>(
  client: Client,
  handle: WorkflowHandle<Job<Reply>>,
  { signal, id }: Asked,
): Promise<Reply> {
  try {
    // The client only hears of what aborts while it waits; the race hears of all.
    return await orAbort(
      client.withAbortSignal(signal, () => handle.result()),
      signal,
    );
  } catch (error) {
    if (signal.aborted) {
      if (id === undefined) void callTemporal(client, () => handle.cancel()).catch(() => undefined);
      throw signal.reason;
    }
    if (isAway(error)) throw orchestratorUnavailable(error);
    throw isTimeout(error)
      ? new ServiceError('stalled', 'no answer came in time')
      : workflowFailure(error);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof WorkflowFailedError && error.cause instanceof TimeoutFailure;
}
