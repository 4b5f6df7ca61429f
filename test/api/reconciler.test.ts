import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { ApiError } from '../../api/api-error.js';
import { API_TIMING } from '../../api/api-timing.js';
import { reconcile, reconcileOnce } from '../../api/reconciler.js';
import type { WorkflowState } from '../../api/run-starter.js';
import { goesOn, scriptedStarter } from './scripted-starter.js';
import { testParts } from './test-app.js';
import { useTestState } from './test-state.js';

const state = useTestState();
const NOW = { ...API_TIMING, unknownAfterMs: 0 };

test.each<[WorkflowState, object]>([
  [{ state: 'cancelled' }, { status: 'cancelled' }],
  [{ state: 'timed-out' }, { status: 'timed_out' }],
  [
    { state: 'failed', reason: 'no engine' },
    { status: 'failed', error: { message: 'no engine' } },
  ],
  [
    { state: 'terminated', reason: 'by hand' },
    { status: 'failed', error: { message: 'terminated from outside: by hand' } },
  ],
  [{ state: 'completed' }, { status: 'failed' }],
  [{ state: 'missing' }, { status: 'failed' }],
])('a workflow that is %j settles its run', async (workflow, settled) => {
  const { id, workflowId } = await newRun();

  await reconcileOnce(partsWith({ [workflowId]: workflow }));

  expect(await state().runs.find(id)).toMatchObject(settled);
  expect((await state().events.read(id, 0, 10)).map(({ type }) => type)).toEqual(['run-end']);
});

test('a run that goes on, or that was entered just now, is left alone', async () => {
  const open = await newRun();
  const fresh = await newRun();
  const workflows = { [fresh.workflowId]: { state: 'missing' } } as const;

  await reconcileOnce({ ...partsWith(workflows), timing: API_TIMING });

  expect(await state().runs.find(open.id)).toMatchObject({ status: 'queued' });
  expect(await state().runs.find(fresh.id)).toMatchObject({ status: 'queued' });
});

test('a run that another workflow is to start is lost only when that one has ended', async () => {
  const { id, workflowId } = await newRun({ parentWorkflowId: 'batch-1' });
  const missing = { [workflowId]: { state: 'missing' } } as const;

  await reconcileOnce(partsWith({ ...missing, 'batch-1': { state: 'open' } }));
  expect(await state().runs.find(id)).toMatchObject({ status: 'queued' });

  await reconcileOnce(partsWith({ ...missing, 'batch-1': { state: 'completed' } }));
  expect(await state().runs.find(id)).toMatchObject({ status: 'failed' });
});

test('Temporal being away is no verdict, and the next round settles', async () => {
  const { id, workflowId } = await newRun();
  let rounds = 0;
  const closing = new AbortController();
  const starter = scriptedStarter(state(), goesOn, {
    describe: async (asked) => {
      rounds += 1;
      if (rounds === 1) throw new ApiError({ status: 503, error: 'away', message: 'away' });
      return asked === workflowId ? { state: 'cancelled' } : { state: 'open' };
    },
  });
  const timing = { ...NOW, reconcileEveryMs: 10 };

  const reconciling = reconcile(testParts(state(), { starter, timing, closing: closing.signal }));
  await vi.waitFor(async () =>
    expect(await state().runs.find(id)).toMatchObject({ status: 'cancelled' }),
  );
  closing.abort();

  await reconciling;
  expect(rounds).toBeGreaterThan(1);
});

test('runs that cannot be looked at do not keep documents waiting', async () => {
  const { runs } = state();
  const closing = new AbortController();
  let looked = 0;
  const parts = testParts(state(), { starter: scriptedStarter(state(), goesOn), timing: NOW });
  const listOpen = () => Promise.reject(new Error('a row that cannot be read'));
  const listUnsettled = async () => {
    looked += 1;
    closing.abort();
    return [];
  };

  await reconcile({
    ...parts,
    runs: { ...runs, listOpen },
    documents: { ...parts.documents, listUnsettled, listHidden: async () => [] },
    closing: closing.signal,
  });

  expect(looked).toBe(1);
});

function partsWith(workflows: Record<string, WorkflowState>) {
  const starter = scriptedStarter(state(), goesOn, {
    describe: async (workflowId) => workflows[workflowId] ?? { state: 'open' },
  });
  return testParts(state(), { starter, timing: NOW });
}

async function newRun(parent: { readonly parentWorkflowId?: string } = {}) {
  const id = randomUUID();
  const workflowId = `search-${id}`;
  const run = { id, kind: 'search', owner: 'local', query: 'q', mode: 'balanced' } as const;
  await state().runs.create({ ...run, request: {}, workflowId, ...parent });
  return { id, workflowId };
}
