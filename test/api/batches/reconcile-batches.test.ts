import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { API_TIMING } from '../../../api/api-timing.js';
import { reconcileBatches } from '../../../api/batches/reconcile-batches.js';
import type { WorkflowState } from '../../../api/run-starter.js';
import { newBatch } from '../../adapters/state/batches/new-batch.js';
import { newRun } from '../../adapters/state/new-run.js';
import { goesOn, scriptedStarter } from '../scripted-starter.js';
import { testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();
const NOW = { ...API_TIMING, unknownAfterMs: 0 };

function partsWith(workflows: Readonly<Record<string, WorkflowState>>) {
  const starter = scriptedStarter(state(), goesOn, {
    describe: async (workflowId) => workflows[workflowId] ?? { state: 'open' },
  });
  return { starter, parts: testParts(state(), { starter, timing: NOW }) };
}

/** A batch of two, of which one runs. */
async function halfBegun() {
  const { batch } = await state().batches.create(newBatch(2));
  await state().batches.begin(batch.id);
  const run = newRun();
  await state().batches.beginItems(batch.id, [{ position: 1, run }]);
  return { ...batch, run };
}

test.each<[WorkflowState, object]>([
  [{ state: 'cancelled' }, { status: 'cancelled' }],
  [
    { state: 'terminated', reason: 'by hand' },
    {
      status: 'failed',
      error: { error: 'batch_execution_failed', message: 'terminated from outside: by hand' },
    },
  ],
  [{ state: 'missing' }, { status: 'failed' }],
])(
  'a batch whose workflow is %j is settled, and its runs are cancelled',
  async (workflow, settled) => {
    const { id, workflowId, run } = await halfBegun();
    const { parts, starter } = partsWith({ [workflowId]: workflow });

    await reconcileBatches(parts);

    expect(await state().batches.find(id)).toMatchObject({
      ...settled,
      counts: { running: 1, cancelled: 1 },
    });
    expect(starter.asked.cancelled).toEqual([run.workflowId]);
    await state().runs.end(run.id, { status: 'cancelled' });
    await reconcileBatches(parts);
    expect((await state().batches.find(id))?.counts).toMatchObject({ running: 0, cancelled: 2 });
  },
);

test('a batch that goes on is left alone', async () => {
  const { id } = await halfBegun();

  await reconcileBatches(partsWith({}).parts);

  expect(await state().batches.find(id)).toMatchObject({ status: 'running' });
});

test('a batch that was to be tried again is started again, if nobody did', async () => {
  const { id, workflowId, run } = await halfBegun();
  await state().runs.end(run.id, { status: 'failed' });
  await state().batches.settleItems(id);
  await state().batches.end(id, 'cancelled');
  await state().batches.retry(id);
  const { parts, starter } = partsWith({ [workflowId]: { state: 'completed' } });

  await reconcileBatches(parts);

  expect(starter.asked.retried).toMatchObject([{ batchId: id }]);
  expect(await state().batches.find(id)).toMatchObject({ status: 'queued' });
});

test('a batch that was entered just now is given time to start', async () => {
  const id = randomUUID();
  const { batch } = await state().batches.create(newBatch(1, { id, workflowId: `batch-${id}` }));
  const { parts } = partsWith({ [batch.workflowId]: { state: 'missing' } });

  await reconcileBatches({ ...parts, timing: API_TIMING });

  expect(await state().batches.find(id)).toMatchObject({ status: 'queued' });
});
