import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openScheduled } from '../../../activities/open-scheduled.js';
import { createRunUsage } from '../../../adapters/usage/run-usage.js';
import { ServiceError } from '../../../contracts/failures.js';
import type { UsedModel } from '../../../contracts/model-usage.js';
import type { RunStore } from '../../../contracts/runs.js';
import { useTestState } from '../../api/test-state.js';
import { searchInput } from '../../helpers/search-activities.js';
import { newBatch } from '../state/batches/new-batch.js';
import { newRun } from '../state/new-run.js';

const state = useTestState();
const USED = { model: 'tiny', promptTokens: 900, completionTokens: 80 };

test('what a run used counts towards the key that asked for it', async () => {
  const { used, runUsage } = counting();
  const { run } = await state().runs.create(newRun({ keyId: 'k1' }));

  runUsage.open(run.id)(USED);

  await expect.poll(() => used).toEqual([{ owner: run.owner, keyId: 'k1', ...USED }]);
});

test('a run that is deleted during a call counts that call', async () => {
  const { used, runUsage } = counting();
  const { run } = await state().runs.create(newRun({ keyId: 'k1' }));

  const count = runUsage.open(run.id);
  await state().runs.find(run.id); // a call takes longer than finding its run
  await state().runs.remove(run.id);
  count(USED);

  await expect.poll(() => used).toMatchObject([{ owner: run.owner, keyId: 'k1' }]);
});

test('a database that was away when a call began loses no count', async () => {
  let away = true;
  const find: RunStore['find'] = async (id) => {
    if (away) throw new ServiceError('unavailable', 'the database is away');
    return state().runs.find(id);
  };
  const { used, runUsage } = counting({ find });
  const { run } = await state().runs.create(newRun({ keyId: 'k1' }));

  const count = runUsage.open(run.id);
  away = false;
  count(USED);

  await expect.poll(() => used).toHaveLength(1);
});

test('the runs of a batch count towards the key that it was sent with', async () => {
  const { used, runUsage } = counting();
  const { batch } = await state().batches.create(newBatch(1, { keyId: 'k2' }));
  const run = newRun({ owner: batch.owner, parentWorkflowId: batch.workflowId });
  await state().batches.beginItems(batch.id, [{ position: 1, run }]);

  runUsage.open(run.id)(USED);

  await expect.poll(() => used).toMatchObject([{ owner: batch.owner, keyId: 'k2' }]);
});

test('the runs of a schedule count towards the key that it was made with', async () => {
  const { used, runUsage } = counting();
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
  runUsage.open(opened?.id)(USED);

  await expect.poll(() => used).toMatchObject([{ owner: 'ada', keyId: 'k3' }]);
});

/** Counts over real state, and collects what is counted. */
function counting(runs: Pick<RunStore, 'find'> = state().runs) {
  const used: UsedModel[] = [];
  const runUsage = createRunUsage({ runs, usage: { note: (each) => used.push(each) } });
  return { used, runUsage };
}
