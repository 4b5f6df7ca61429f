import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../../activities/index.js';
import type { BegunChild } from '../../contracts/batch-steps.js';
import { searchActivities, searchInput } from './search-activities.js';

interface Outcome {
  readonly workflow: string;
  readonly args: unknown[];
  readonly activities: Partial<Activities>;
  readonly cancelAfterMs?: number;
  /** Sent as soon as the workflow is started. */
  readonly signals?: readonly string[];
}

/** A batch of so many questions whose rows are in memory; every run ends as soon as it has begun. */
function scriptedBatch(total: number, changes: Partial<Activities> = {}): Partial<Activities> {
  const ended = new Set<string>();
  const running = new Map<number, BegunChild>();
  let begun = 0;
  const counts = () => ({
    waiting: total - begun,
    running: [...running.values()].filter(({ input }) => !ended.has(input.runId)).length,
    completed: ended.size,
    failed: 0,
    timed_out: 0,
    cancelled: 0,
    invalid: 0,
  });
  return {
    ...searchActivities([]),
    openBatch: async () => ({
      ...{ batchId: 'batch', owner: 'local', open: true, window: 2, total },
      counts: counts(),
    }),
    async advanceBatch({ limit, beginWaiting }) {
      const next: BegunChild[] = [];
      while (beginWaiting && next.length < limit && begun < total) {
        begun += 1;
        const child = childAt(begun);
        running.set(begun, child);
        next.push(child);
      }
      return { begun: next, counts: counts() };
    },
    async beginRun({ runId }) {
      ended.add(runId);
      return false;
    },
    endRun: async ({ runId }) => void ended.add(runId),
    pauseBatch: async () => {},
    retryBatch: async () => {},
    endBatch: async () => true,
    untilRunEnds: async ({ runId }) => void ended.add(runId),
    ...changes,
  };
}

function childAt(position: number): BegunChild {
  const runId = randomUUID();
  const input = { ...searchInput(), runId };
  return { position, kind: 'search', workflowId: `search-${runId}`, input };
}

const SLOW: Partial<Activities> = {
  beginRun: async () => true,
  async searchWeb({ subQuery }) {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    return { subQuery, key: 'hits', count: 1, looked: true, warnings: [] };
  },
};

/** Starts the same run twice: the second time it is there, and is waited for. */
function startedBefore(): Partial<Activities> {
  const scripted = scriptedBatch(2);
  return {
    ...scripted,
    advanceBatch: async (input) => {
      const reply = await scripted.advanceBatch?.(input);
      if (reply === undefined) throw new Error('it is scripted');
      const [first, second] = reply.begun;
      if (first === undefined || second === undefined) return reply;
      return { ...reply, begun: [first, { ...second, workflowId: first.workflowId }] };
    },
  };
}

const batch = (activities: Partial<Activities>, rest: Partial<Outcome> = {}): Outcome => ({
  workflow: 'batchResearch',
  args: [{ batchId: 'batch' }],
  activities,
  ...rest,
});

const scheduled = (activities: Partial<Activities>, rest: Partial<Outcome> = {}): Outcome => ({
  workflow: 'runScheduled',
  args: [{ scheduleId: 'schedule' }],
  activities: {
    ...scriptedBatch(1),
    openScheduled: async () => {
      const child = childAt(1);
      return { runs: 'question', id: child.input.runId, owner: 'local', child };
    },
    compareScheduled: async () => {},
    ...activities,
  },
  ...rest,
});

/** Every outcome of batches and of scheduled runs, to be recorded and replayed. */
export const BATCH_OUTCOMES: Record<string, Outcome> = {
  'batch-completed': batch(scriptedBatch(5)),
  'batch-paused': batch(scriptedBatch(3), { signals: ['pause', 'retry', 'resume'] }),
  'batch-taken-up': batch(startedBefore()),
  'batch-cancelled': batch(scriptedBatch(3, SLOW), { cancelAfterMs: 700 }),
  'batch-failed': batch(
    scriptedBatch(3, {
      advanceBatch: () => Promise.reject(ApplicationFailure.nonRetryable('gone', 'not-found')),
    }),
  ),
  'batch-ended-before': batch(
    scriptedBatch(0, {
      openBatch: async () => ({
        ...{ batchId: 'batch', owner: 'local', open: false, window: 2, total: 0 },
        counts: {
          ...{ waiting: 0, running: 0, completed: 0, failed: 0 },
          ...{ timed_out: 0, cancelled: 0, invalid: 0 },
        },
      }),
    }),
  ),
  'scheduled-completed': scheduled({}),
  'scheduled-batch': scheduled({
    openScheduled: async () => ({
      ...{ runs: 'batch', id: 'batch', owner: 'local' },
      workflowId: `batch-${randomUUID()}`,
    }),
  }),
  'scheduled-cancelled': scheduled(SLOW, { cancelAfterMs: 700 }),
};
