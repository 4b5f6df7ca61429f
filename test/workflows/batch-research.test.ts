import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test, vi } from 'vitest';
import type { Activities } from '../../activities/index.js';
import { itemsOf, questionBodies } from '../../contracts/batch-lines.js';
import type { BatchInput } from '../../contracts/batch-steps.js';
import type { StoredBatch } from '../../contracts/batch-store.js';
import { BATCH_WORKFLOW } from '../../contracts/workflow-ids.js';
import type { batchResearch } from '../../workflows/batch-research.js';
import { useTestState } from '../api/test-state.js';
import { batchActivities } from '../helpers/batch-activities.js';
import { searchInput } from '../helpers/search-activities.js';
import { shownStatus } from '../helpers/shown-status.js';
import { withWorkers } from '../helpers/temporal.js';

const state = useTestState();

/** Enters a batch of these questions as the API does. */
async function enter(queries: readonly string[], window = 2): Promise<StoredBatch> {
  const id = randomUUID();
  const lines = queries.map((query, index) => {
    const { request } = searchInput({ query, mode: 'balanced' });
    return { line: index + 1, question: { kind: 'search' as const, request } };
  });
  const itemKeys: string[] = [];
  for (const body of questionBodies(lines))
    itemKeys.push(await state().objects.put('batches', body));
  const { batch } = await state().batches.create({
    id,
    owner: `owner-${id}`,
    name: null,
    window,
    workflowId: `batch-${id}`,
    fingerprint: id,
    itemKeys,
    items: itemsOf(lines),
  });
  return batch;
}

function startWith(client: Client, workflowId: string, input: BatchInput) {
  return client.workflow.start<typeof batchResearch>(BATCH_WORKFLOW, {
    args: [input],
    taskQueue: 'runs',
    workflowId,
  });
}

function startEntered(client: Client, { id, workflowId }: StoredBatch) {
  return startWith(client, workflowId, { batchId: id });
}

async function batchAt(id: string): Promise<StoredBatch> {
  const batch = await state().batches.find(id);
  if (batch === undefined) throw new Error('the batch is gone');
  return batch;
}

function until(assertion: () => Promise<void>) {
  return vi.waitFor(assertion, { timeout: 15_000, interval: 50 });
}

/** Searches that wait in their first step until they are let go. */
function gate(): {
  readonly waiting: Set<string>;
  open(): void;
  readonly step: Activities['planByRules'];
} {
  const waiting = new Set<string>();
  let letGo = () => {};
  const opened = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return {
    waiting,
    open: () => letGo(),
    async step({ query }) {
      waiting.add(query);
      await opened;
      return {
        sub_queries: [{ query, intent: 'original', priority: 1 }],
        language: 'en',
        time_range: null,
        planned_by: 'rules',
      };
    },
  };
}

test('every question becomes a run, never more at a time than the window', async () => {
  const batch = await enter(['1', '2', '3', '4', '5'], 2);
  let running = 0;
  let most = 0;
  const activities = batchActivities(state(), {
    async searchWeb({ subQuery }) {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 30));
      running -= 1;
      return { subQuery, key: 'hits', count: 1, looked: true, warnings: [] };
    },
  });
  const { result } = await withWorkers(activities, async ({ client }) => {
    const handle = await startEntered(client, batch);
    return handle.result();
  });

  expect(result).toMatchObject({ completed: 5, waiting: 0, running: 0 });
  expect(most).toBe(2);
  expect(await batchAt(batch.id)).toMatchObject({ status: 'completed', counts: { completed: 5 } });
  const runs = await state().runs.list({ owner: batch.owner, limit: 10, offset: 0 });
  expect(runs.total).toBe(5);
});

test('a question that fails is an item that failed, and the others are answered', async () => {
  const batch = await enter(['good', 'bad', 'fine']);
  const activities = batchActivities(state(), {
    rankEvidence: async ({ query }) => {
      if (query === 'bad')
        throw ApplicationFailure.nonRetryable('the disk is full', 'storage-full');
      return { packKey: 'pack', sources: 2, warnings: [] };
    },
  });
  await withWorkers(activities, async ({ client }) => {
    await (await startEntered(client, batch)).result();
  });

  expect((await batchAt(batch.id)).status).toBe('completed');
  const { items } = await state().batches.items(batch.id, { limit: 10, offset: 0 });
  expect(items).toMatchObject([
    { status: 'completed' },
    { status: 'failed', error: { error: 'storage-full', message: 'the disk is full' } },
    { status: 'completed' },
  ]);
});

test('a run that is terminated from outside is an item that says so', async () => {
  const batch = await enter(['one', 'two']);
  const { waiting, open, step } = gate();
  await withWorkers(batchActivities(state(), { planByRules: step }), async ({ client }) => {
    const handle = await startEntered(client, batch);
    await until(async () => expect(waiting.size).toBe(2));
    const [run = ''] = await state().batches.runIds(batch.id);
    await client.workflow.getHandle(`search-${run}`).terminate('by hand');
    await until(async () => expect((await batchAt(batch.id)).counts.failed).toBe(1));
    open();
    await handle.result();
  });
  const { items } = await state().batches.items(batch.id, { limit: 10, offset: 0 });
  expect(items).toMatchObject([
    { status: 'failed', error: { message: expect.stringContaining('terminated from outside') } },
    { status: 'completed' },
  ]);
});

test('a paused batch begins nothing more until it is resumed', async () => {
  const batch = await enter(['one', 'two', 'three'], 1);
  const { waiting, open, step } = gate();
  await withWorkers(batchActivities(state(), { planByRules: step }), async ({ client }) => {
    const handle = await startEntered(client, batch);
    await until(async () => expect(waiting.size).toBe(1));
    await handle.signal('pause');
    await until(async () => expect((await batchAt(batch.id)).status).toBe('paused'));
    await until(async () => expect(await shownStatus(handle)).toBe('paused'));
    open();
    await until(async () => expect((await batchAt(batch.id)).counts.completed).toBe(1));
    expect(await batchAt(batch.id)).toMatchObject({ status: 'paused', counts: { waiting: 2 } });
    await handle.signal('resume');
    await handle.result();
  });
  expect(await batchAt(batch.id)).toMatchObject({ status: 'completed', counts: { completed: 3 } });
});

test('a cancelled batch cancels what is under way and what waits', async () => {
  const batch = await enter(['one', 'two', 'three'], 2);
  const { waiting, open, step } = gate();
  const { result } = await withWorkers(
    batchActivities(state(), { planByRules: step }),
    async ({ client }) => {
      const handle = await startEntered(client, batch);
      await until(async () => expect(waiting.size).toBe(2));
      await handle.cancel();
      open();
      return endOf(handle);
    },
  );
  expect(result).toBe('CANCELLED');
  expect(await batchAt(batch.id)).toMatchObject({
    status: 'cancelled',
    counts: { cancelled: 3, running: 0 },
  });
});

test('a batch that goes on elsewhere takes up the runs that were under way', async () => {
  const batch = await enter(['one', 'two', 'three'], 2);
  const { waiting, open, step } = gate();
  await withWorkers(batchActivities(state(), { planByRules: step }), async ({ client }) => {
    const first = await startEntered(client, batch);
    await until(async () => expect(waiting.size).toBe(2));
    await first.terminate('by hand');

    const second = await startEntered(client, batch);
    open();
    await second.result();
  });
  const { items } = await state().batches.items(batch.id, { limit: 10, offset: 0 });
  expect(items.map(({ status, attempts }) => [status, attempts])).toEqual([
    ['completed', 1],
    ['completed', 1],
    ['completed', 1],
  ]);
});

test('runs that were taken up are cancelled with the batch too', async () => {
  const batch = await enter(['one', 'two'], 1);
  const { waiting, open, step } = gate();
  await withWorkers(batchActivities(state(), { planByRules: step }), async ({ client }) => {
    const first = await startEntered(client, batch);
    await until(async () => expect(waiting.size).toBe(1));
    await first.terminate('by hand');

    const second = await startEntered(client, batch);
    await until(async () => {
      const { pendingActivities } = (await second.describe()).raw;
      expect(pendingActivities).toHaveLength(1);
    });
    await second.cancel();
    open();
    expect(await endOf(second)).toBe('CANCELLED');
    const [run = ''] = await state().batches.runIds(batch.id);
    expect(await endOf(client.workflow.getHandle(`search-${run}`))).toBe('CANCELLED');
  });
  expect(await batchAt(batch.id)).toMatchObject({ status: 'cancelled', counts: { cancelled: 2 } });
});

test('what failed is tried again on a signal, under another run', async () => {
  const batch = await enter(['one', 'two'], 1);
  let broken = true;
  const { open, step } = gate();
  const activities = batchActivities(state(), {
    rankEvidence: async () => {
      if (broken) throw ApplicationFailure.nonRetryable('no', 'unavailable');
      return { packKey: 'pack', sources: 1, warnings: [] };
    },
    planByRules: async (input) => {
      const plan = { language: 'en', time_range: null, planned_by: 'rules' } as const;
      const sub_queries = [{ query: input.query, intent: 'original', priority: 1 }];
      return input.query === 'two' ? step(input) : { ...plan, sub_queries };
    },
  });
  await withWorkers(activities, async ({ client }) => {
    const handle = await startEntered(client, batch);
    await until(async () => expect((await batchAt(batch.id)).counts.failed).toBe(1));
    broken = false;
    await handle.signal('retry');
    open();
    await handle.result();
  });
  const { items } = await state().batches.items(batch.id, { limit: 10, offset: 0 });
  expect(items).toMatchObject([
    { status: 'completed', attempts: 2 },
    { status: 'completed', attempts: 1 },
  ]);
});

test('a batch is started from Temporal alone, by its questions', async () => {
  const workflowId = `nightly-${randomUUID()}`;
  const questions = ['How deep is the lake?', { query: 'Who built it?', mode: 'deep' }];
  const { result } = await withWorkers(batchActivities(state()), async ({ client }) => {
    const handle = await startWith(client, workflowId, { questions, window: 1 });
    return handle.result();
  });

  expect(result).toMatchObject({ completed: 2 });
  const { batches } = await state().batches.list({ owner: 'local', limit: 100, offset: 0 });
  const batch = batches.find((listed) => listed.workflowId === workflowId);
  expect(batch).toMatchObject({ status: 'completed', total: 2, window: 1 });
  const { items } = await state().batches.items(batch?.id ?? '', { limit: 10, offset: 0 });
  expect(items.map(({ title }) => title)).toEqual(['How deep is the lake?', 'Who built it?']);
});

test.each<[string, unknown, RegExp]>([
  ['a bad line', { questions: ['fine', ''] }, /line 2/],
  ['no questions', {}, /questions/],
  ['nothing at all', undefined, /questions/],
  ['an unknown batch', { batchId: randomUUID() }, /There is no batch/],
])('%s fails the workflow by name, and no batch is entered', async (_, input, message) => {
  const workflowId = `bad-${randomUUID()}`;
  const { result } = await withWorkers(batchActivities(state()), async ({ client }) => {
    const handle = await client.workflow.start(BATCH_WORKFLOW, {
      args: input === undefined ? [] : [input],
      taskQueue: 'runs',
      workflowId,
    });
    return handle.result().catch((error: unknown) => messagesOf(error));
  });

  expect(result).toMatch(message);
  const { batches } = await state().batches.list({ owner: 'local', limit: 100, offset: 0 });
  expect(batches.filter((batch) => batch.workflowId === workflowId)).toEqual([]);
});

async function endOf(handle: WorkflowHandle): Promise<string> {
  await handle.result().catch(() => {});
  return (await handle.describe()).status.name;
}

function messagesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ${messagesOf(error.cause)}`;
}

test.each<[string, Partial<StoredBatch['counts']>, StoredBatch['status']]>([
  ['pause', { failed: 1 }, 'paused'],
  ['retry', { failed: 0 }, 'running'],
])('a %s is heeded also where a batch continues as new next', async (signal, counts, status) => {
  const batch = await enter(['one', 'two'], 1);
  let broken = true;
  const { waiting, open, step } = gate();
  const activities = batchActivities(state(), {
    planByRules: (input) => {
      if (!broken || input.query === 'two') return step(input);
      broken = false;
      throw ApplicationFailure.nonRetryable('no', 'unavailable');
    },
  });
  await withWorkers(activities, async ({ client }) => {
    const handle = await startEntered(client, batch);
    await until(async () => expect((await batchAt(batch.id)).counts.failed).toBe(1));
    await until(async () => expect(waiting.size).toBe(1));
    await handle.signal('resume', 'x'.repeat(1_200_000)); // makes the history long

    await handle.signal(signal);
    await until(async () => expect(await batchAt(batch.id)).toMatchObject({ status, counts }));

    open();
    await handle.signal('resume');
    await handle.result();
  });
  expect((await batchAt(batch.id)).status).toBe('completed');
});

test('a long batch continues as new: no history grows past its bound, and nothing is done twice', async () => {
  const questions = Array.from({ length: 260 }, (_, index) => `question ${index + 1}`);
  const batch = await enter(questions, 8);
  const begun: string[] = [];
  const activities = batchActivities(state(), {
    async beginRun({ runId }) {
      begun.push(runId);
      await state().runs.end(runId, { status: 'completed' });
      return false;
    },
  });
  const { result } = await withWorkers(activities, async ({ client }) => {
    const handle = await startEntered(client, batch);
    const counts = await handle.result();
    return {
      counts,
      first: await client.workflow
        .getHandle(batch.workflowId, handle.firstExecutionRunId)
        .describe(),
    };
  });

  expect(result.counts).toMatchObject({ completed: 260 });
  expect(result.first.status.name).toBe('CONTINUED_AS_NEW');
  expect(result.first.historyLength).toBeLessThan(1_500);
  expect(new Set(begun).size).toBe(260);
  expect(begun).toHaveLength(260);
}, 60_000);
