import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/index.js';
import type { Services } from '../contracts/services.js';
import { TASK_QUEUES, type TaskQueue } from '../contracts/task-queues.js';
import { createEventSink } from './event-sink.js';
import { keepAlive } from './keep-alive.js';
import { reportFailures } from './report-failures.js';
import { tellRetries } from './tell-retries.js';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly services: Services;
  readonly dataConverter: DataConverter;
  /** Prebuilt workflow code: a path, or the code itself. */
  readonly workflowBundle: { readonly codePath: string } | { readonly code: string };
  /** Model calls at a time in this process: 1 for one local graphics card. */
  readonly modelConcurrency: number;
  /** Parsing at a time in this process: the number of processors. */
  readonly documentConcurrency: number;
}

/** One worker for each queue. Only the one of `runs` loads workflows. */
export async function buildWorkers(
  parts: WorkerParts,
  queues: readonly TaskQueue[],
): Promise<Worker[]> {
  const { connection, namespace, services, dataConverter } = parts;
  const activities = createActivities(services);
  return Promise.all(
    queues.map((taskQueue) =>
      Worker.create({
        connection,
        namespace,
        taskQueue,
        dataConverter,
        activities,
        interceptors: {
          activity: [reportFailures, tellRetries(services.writer), keepAlive],
        },
        // A cancel reaches an activity with the answer to its heartbeat, so these may not be held back for long.
        maxHeartbeatThrottleInterval: '300ms',
        defaultHeartbeatThrottleInterval: '300ms',
        shutdownGraceTime: '2s',
        shutdownForceTime: '8s',
        ...limitsOf(taskQueue, parts),
      }),
    ),
  );
}

/** What is scarce about each queue. */
function limitsOf(queue: TaskQueue, parts: WorkerParts): Partial<WorkerOptions> {
  switch (queue) {
    case TASK_QUEUES.runs:
      return {
        workflowBundle: parts.workflowBundle,
        sinks: createEventSink(parts.services.writer),
        maxCachedWorkflows: 200,
        maxConcurrentWorkflowTaskExecutions: 40,
        maxConcurrentLocalActivityExecutions: 100,
        // They only wait: for the runs of batches that an earlier run of the workflow had started.
        maxConcurrentActivityTaskExecutions: 1_000,
      };
    case TASK_QUEUES.web:
      return { maxConcurrentActivityTaskExecutions: 64 };
    case TASK_QUEUES.models:
      return { maxConcurrentActivityTaskExecutions: parts.modelConcurrency };
    case TASK_QUEUES.documents:
      return { maxConcurrentActivityTaskExecutions: parts.documentConcurrency };
  }
}
