import { randomUUID } from 'node:crypto';
import { cancelled, heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test, vi } from 'vitest';
import type { RunStart } from '../../api/run-starter.js';
import { createRunStarter } from '../../api/temporal-starter.js';
import { ServiceError } from '../../contracts/failures.js';
import { SEARCH_ATTRIBUTES } from '../../contracts/search-attributes.js';
import { searchActivities, searchInput } from '../helpers/search-activities.js';
import { temporal, withWorkers } from '../helpers/temporal.js';

test('a run is started once, however often it is asked for, with what operators look for', async () => {
  const { client } = await temporal();
  const starter = createRunStarter(client);
  const run = newRun();

  await starter.start(run);
  await starter.start(run);

  const described = await client.workflow.getHandle(run.workflowId).describe();
  const attributes = Object.fromEntries(
    described.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
  );
  expect(attributes).toMatchObject({
    [SEARCH_ATTRIBUTES.kind]: 'search',
    [SEARCH_ATTRIBUTES.owner]: 'local',
    [SEARCH_ATTRIBUTES.status]: 'running',
    [SEARCH_ATTRIBUTES.mode]: run.input.request.mode,
  });
  expect(described.priority?.priorityKey).toBe(1);
  expect(await described.staticSummary()).toBe(run.input.request.query);
  expect(await starter.describe(run.workflowId)).toEqual({ state: 'open' });
  await starter.terminate(run.workflowId, 'done');
});

test('a run that ended is not started again', async () => {
  const { client } = await temporal();
  const starter = createRunStarter(client);
  const run = newRun();
  await starter.start(run);
  await starter.terminate(run.workflowId, 'by hand');

  await starter.start(run);

  expect(await starter.describe(run.workflowId)).toEqual({
    state: 'terminated',
    reason: 'by hand',
  });
});

test('what is not running is neither cancelled nor terminated', async () => {
  const starter = createRunStarter((await temporal()).client);

  expect(await starter.cancel('search-unknown')).toBe(false);
  await starter.terminate('search-unknown', 'by hand');
  expect(await starter.describe('search-unknown')).toEqual({ state: 'missing' });
});

test('a cancelled run ends as cancelled', async () => {
  const { client } = await temporal();
  const starter = createRunStarter(client);
  const run = newRun();
  await withWorkers(searchActivities([], { searchWeb: untilCancelled }), async () => {
    await starter.start(run);
    expect(await starter.cancel(run.workflowId)).toBe(true);
    await vi.waitFor(
      async () => expect(await starter.describe(run.workflowId)).toEqual({ state: 'cancelled' }),
      { timeout: 10_000, interval: 100 },
    );
  });
});

test('deleting a history is accepted, and harmless where there is none', async () => {
  const { client } = await temporal();
  const starter = createRunStarter(client);
  const run = newRun();
  await starter.start(run);
  await starter.terminate(run.workflowId, 'done');

  await expect(starter.forget(run.workflowId)).resolves.toBeUndefined();
  await expect(starter.forget('search-unknown')).resolves.toBeUndefined();
});

test('a run that failed tells the innermost reason', async () => {
  const starter = createRunStarter((await temporal()).client);
  const run = newRun();
  const failing = searchActivities([], {
    chooseModels: async () => {
      throw ApplicationFailure.nonRetryable('the disk is full', 'storage-full');
    },
  });

  await withWorkers(failing, async () => {
    await starter.start(run);
    await vi.waitFor(
      async () =>
        expect(await starter.describe(run.workflowId)).toEqual({
          state: 'failed',
          reason: 'the disk is full',
        }),
      { timeout: 10_000, interval: 100 },
    );
  });
});

test('what made reading fail comes back as the failure it was', async () => {
  const starter = createRunStarter((await temporal()).client);
  const refusing = {
    readPage: async () => {
      throw ApplicationFailure.nonRetryable('10.0.0.1 is a private address', 'forbidden');
    },
  };

  await withWorkers(refusing, async () => {
    const reading = starter.readPage({ url: 'http://10.0.0.1/' }, new AbortController().signal);

    await expect(reading).rejects.toThrow(ServiceError);
    await expect(reading).rejects.toMatchObject({
      code: 'forbidden',
      message: '10.0.0.1 is a private address',
    });
  });
});

test('reading gives the key of the reply, and ends when its caller leaves', async () => {
  const starter = createRunStarter((await temporal()).client);
  const leaving = new AbortController();
  const gone = new Error('gone');
  const reading = {
    readPage: async ({ url }: { url: string }) =>
      url === 'slow' ? untilCancelled() : { key: `pages/${url}` },
  };

  await withWorkers(reading, async () => {
    expect(await starter.readPage({ url: 'fast' }, new AbortController().signal)).toEqual({
      key: 'pages/fast',
    });
    const startedAt = performance.now();
    setTimeout(() => leaving.abort(gone), 300);
    await expect(starter.readPage({ url: 'slow' }, leaving.signal)).rejects.toBe(gone);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

test('callers of one report share its making, which goes on when one leaves and after a worker died', async () => {
  const starter = createRunStarter((await temporal()).client);
  const input = { sessionId: 's', requestKey: 'r', format: 'pdf', prefix: 'p' } as const;
  const leaving = new AbortController();
  let attempts = 0;
  const making = {
    renderReport: async () => {
      attempts += 1;
      if (attempts === 1) {
        leaving.abort(new Error('gone'));
        throw ApplicationFailure.retryable('the worker was shut down', 'worker-shutdown');
      }
      return { key: 'report', notes: [] };
    },
  };

  await withWorkers(making, async () => {
    const left = starter.renderReport(input, 'pdf-1', leaving.signal);
    const stayed = starter.renderReport(input, 'pdf-1', new AbortController().signal);

    await expect(left).rejects.toThrow('gone');
    expect(await stayed).toEqual({ key: 'report', notes: [] });
    expect(attempts).toBe(2);
  });
});

/** An activity that only ends when it is cancelled, which it hears of by its heartbeats. */
async function untilCancelled(): Promise<never> {
  const beating = setInterval(heartbeat, 100);
  return cancelled().finally(() => clearInterval(beating));
}

function newRun(): RunStart {
  const input = { ...searchInput(), runId: randomUUID() };
  return { kind: 'search', owner: 'local', workflowId: `search-${input.runId}`, input };
}
