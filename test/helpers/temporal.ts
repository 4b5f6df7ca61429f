import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll } from 'vitest';
import type { Activities } from '../../activities/index.js';
import type { NewRunEvent } from '../../contracts/run-events.js';
import { SEARCH_ATTRIBUTES } from '../../contracts/search-attributes.js';
import { TASK_QUEUES } from '../../contracts/task-queues.js';
import { reportFailures } from '../../worker/report-failures.js';
import { temporalBinary } from './temporal-binary.js';
import { workflowBundle } from './workflow-bundle.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const FLAGS = Object.entries({
  'history.transferProcessorMaxPollRPS': 2000,
  'history.timerProcessorMaxPollRPS': 2000,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
}).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]);

let environment: Promise<TestWorkflowEnvironment> | undefined;

beforeAll(async () => {
  await Promise.all([temporal(), workflowBundle()]);
});
afterAll(async () => (await environment)?.teardown());

/** A real Temporal server of this test file alone. */
export function temporal(): Promise<TestWorkflowEnvironment> {
  environment ??= start();
  return environment;
}

async function start(): Promise<TestWorkflowEnvironment> {
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await temporalBinary() },
      extraArgs: FLAGS,
      log: { format: 'pretty', level: 'error' },
      searchAttributes: Object.values(SEARCH_ATTRIBUTES).map((name) =>
        defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
      ),
    },
  });
}

export interface ToldEvent extends NewRunEvent {
  readonly runId: string;
}

type Run<T> = (on: { client: Client; workflowId: string; taskQueue: string }) => Promise<T>;

/** Runs `run` beside one worker for each queue, with only the activities given; says what the workflows told. */
export async function withWorkers<T>(
  activities: Partial<Activities>,
  run: Run<T>,
): Promise<{ result: T; told: ToldEvent[] }> {
  const { client, nativeConnection: connection } = await temporal();
  const told = new Map<string, ToldEvent>();
  const interceptors = { activity: [reportFailures] };
  const shared = { connection, activities, interceptors, shutdownGraceTime: '100ms' } as const;
  const workers = await Promise.all(
    Object.values(TASK_QUEUES).map(async (taskQueue) =>
      Worker.create({
        ...shared,
        taskQueue,
        ...(taskQueue === TASK_QUEUES.runs ? { workflowBundle: await workflowBundle() } : {}),
        sinks: {
          events: {
            tell: {
              callDuringReplay: true,
              fn(_workflow: unknown, runId: string, event: NewRunEvent) {
                told.set(`${runId} ${event.key}`, { ...event, runId });
              },
            },
          },
        },
      }),
    ),
  );
  const running = workers.map((worker) => worker.run());
  try {
    const on = { client, workflowId: randomUUID(), taskQueue: TASK_QUEUES.runs };
    return { result: await run(on), told: [...told.values()] };
  } finally {
    for (const worker of workers) worker.shutdown();
    await Promise.all(running);
  }
}
