import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openScheduled } from '../../activities/open-scheduled.js';
import { createRunStateActivities } from '../../activities/run-state.js';
import type { UsedModel } from '../../contracts/model-usage.js';
import { NO_USAGE } from '../../contracts/no-usage.js';
import type { NewRun } from '../../contracts/runs.js';
import type { Usage } from '../../contracts/usage.js';
import { newBatch } from '../adapters/state/batches/new-batch.js';
import { newRun } from '../adapters/state/new-run.js';
import { noDocuments } from '../api/no-documents.js';
import { useTestState } from '../api/test-state.js';
import { searchInput } from '../helpers/search-activities.js';

const state = useTestState();
const USAGE: Usage = {
  prompt_tokens: 900,
  completion_tokens: 80,
  total_tokens: 980,
  model_calls: 3,
};

test('what a run used is counted once towards the key that asked for it', async () => {
  const { used, end, enter } = setUp();
  const { id, owner } = await enter({ keyId: 'k1' });

  await end(id, USAGE);
  await end(id, USAGE);

  const counted = { owner, keyId: 'k1', model: 'tiny', promptTokens: 900, completionTokens: 80 };
  expect(used).toEqual([counted]);
});

test('a run that called no model counts nothing', async () => {
  const { used, end, enter } = setUp();
  const { id } = await enter({ keyId: 'k1' });

  await end(id, NO_USAGE);

  expect(used).toEqual([]);
});

test('a run that was cancelled counts what it had used', async () => {
  const { used, activities, enter } = setUp();
  const { id } = await enter({ keyId: 'k1' });
  await state().runs.keepPartial(id, { model_used: 'tiny', usage: USAGE });

  await activities.endRun({ runId: id, status: 'cancelled' });

  expect(used).toMatchObject([{ keyId: 'k1', promptTokens: 900 }]);
});

test('the runs of a batch count towards the key that it was sent with', async () => {
  const { used, end } = setUp();
  const { batch } = await state().batches.create(newBatch(1, { keyId: 'k2' }));
  const run = newRun({ owner: batch.owner, parentWorkflowId: batch.workflowId });
  await state().batches.beginItems(batch.id, [{ position: 1, run }]);

  await end(run.id, USAGE);

  expect(used).toMatchObject([{ owner: batch.owner, keyId: 'k2' }]);
});

test('the runs of a schedule count towards the key that it was made with', async () => {
  const { used, end } = setUp();
  const { request } = searchInput({ query: 'What is new?' });
  const scheduleId = randomUUID();
  const question = { kind: 'search', request } as const;
  await state().schedules.create({
    id: scheduleId,
    owner: 'ada',
    keyId: 'k3',
    name: null,
    timing: {
      cron: '30 7 * * *',
      interval: null,
      timeZone: 'UTC',
      overlap: 'skip',
      catchupSeconds: 60,
    },
    target: { runs: 'question', question },
    title: 'q',
    questions: 1,
    kinds: ['search'],
    paused: false,
    fingerprint: null,
  });

  const opened = await openScheduled(
    { ...state(), traceUrl: () => null },
    { scheduleId, workflowId: 'w', workflowRunId: 'r', scheduledAt: '2026-01-01T07:30:00Z' },
  );
  await end(opened?.id ?? '', USAGE);

  expect(used).toMatchObject([{ owner: 'ada', keyId: 'k3' }]);
});

/** The real activities over real state, which collect what is counted. */
function setUp() {
  const used: UsedModel[] = [];
  const activities = createRunStateActivities({
    ...state(),
    ...noDocuments(),
    writer: { write() {}, flush: async () => {}, close: async () => {} },
    usage: { note: (each) => used.push(each), report: async () => [] },
  });
  const end = (runId: string, usage: Usage) =>
    activities.endRun({
      runId,
      status: 'completed',
      search: {
        runId,
        query: 'q',
        mode: 'balanced',
        createdAt: new Date().toISOString(),
        traceUrl: null,
        progress: {
          plan: null,
          packKey: null,
          checkKey: null,
          modelUsed: 'tiny',
          usage,
          warnings: [],
        },
      },
    });
  const enter = async (changes: Partial<NewRun>) =>
    (await state().runs.create(newRun(changes))).run;
  return { used, activities, end, enter };
}
