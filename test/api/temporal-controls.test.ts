import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ApiError } from '../../api/api-error.js';
import type { RunStart, RunStarter } from '../../api/run-starter.js';
import { createRunStarter } from '../../api/temporal-starter.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { RunEventType } from '../../contracts/run-events.js';
import { researchActivities, researchInput } from '../helpers/research-activities.js';
import { shownStatus } from '../helpers/shown-status.js';
import { temporal, withWorkers } from '../helpers/temporal.js';

/** A research of a real Temporal that searches until it is let go; gives what it told. */
async function controlled(act: (starter: RunStarter, run: RunStart) => Promise<void>) {
  const { client } = await temporal();
  const starter = createRunStarter(client);
  const input = { ...researchInput({ max_iterations: 1 }), runId: randomUUID() };
  const workflowId = `research-${input.runId}`;
  const run: RunStart = { kind: 'research', owner: 'local', workflowId, input };
  const ended: EndRunInput[] = [];
  let letGo = () => {};
  const opened = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const activities = researchActivities(ended, {
    searchWeb: async ({ subQuery }) => {
      await opened;
      return { subQuery, key: 'hits', count: 1, looked: true, warnings: [] };
    },
  });
  const { told } = await withWorkers(activities, async () => {
    await starter.start(run);
    try {
      await act(starter, run);
    } finally {
      letGo();
    }
    await client.workflow
      .getHandle(workflowId)
      .result()
      .catch(() => {});
  });
  const count = (type: RunEventType) => told.filter((event) => event.type === type).length;
  return { count, ended };
}

test('a message to what is not running is not taken', async () => {
  const starter = createRunStarter((await temporal()).client);

  expect(await starter.control('research-unknown', { name: 'pause' })).toBe(false);
});

test('a message that does not fit is answered with the reason of the run', async () => {
  await controlled(async (starter, { workflowId }) => {
    const refused = starter.control(workflowId, { name: 'plan', body: { approved: true } });

    await expect(refused).rejects.toThrow(ApiError);
    await expect(refused).rejects.toMatchObject({
      status: 409,
      error: 'not_awaiting_approval',
      message: 'This run does not wait for an approval',
    });
  });
});

test('a message to a run that has ended is not taken', async () => {
  const { client } = await temporal();
  const starter = createRunStarter(client);
  let workflowId = '';
  await controlled(async (_starter, run) => {
    workflowId = run.workflowId;
  });

  expect(await starter.control(workflowId, { name: 'pause' })).toBe(false);
});

test('a direction that is sent again is one, and so is any message under one key', async () => {
  const { count } = await controlled(async (starter, { workflowId }) => {
    const costs = { name: 'steer', body: { direction: 'Costs' } } as const;
    const pages = { name: 'budget', body: { pages: 40 } } as const;
    expect(await starter.control(workflowId, costs)).toBe(true);
    expect(await starter.control(workflowId, costs)).toBe(true);
    await starter.control(workflowId, { name: 'steer', body: { direction: 'Noise' } });
    await starter.control(workflowId, pages, 'key');
    await starter.control(workflowId, pages, 'key');
    await starter.control(workflowId, pages, 'another');
  });

  expect(count('steer-accepted')).toBe(2);
  expect(count('budget-changed')).toBe(2);
});

test('a run is paused as often as it is asked for', async () => {
  const { client } = await temporal();
  const { count } = await controlled(async (starter, { workflowId }) => {
    for (const name of ['pause', 'resume', 'pause'] as const)
      await starter.control(workflowId, { name });
    expect(await shownStatus(client.workflow.getHandle(workflowId))).toBe('paused');
    await starter.control(workflowId, { name: 'resume' });
  });

  expect(count('run-paused')).toBe(2);
});

test('a cancel that comes from Temporal itself is told as one of the API', async () => {
  const { client } = await temporal();
  const { count, ended } = await controlled(async (_starter, { workflowId }) => {
    await client.workflow.getHandle(workflowId).cancel();
  });

  expect(count('cancel-requested')).toBe(1);
  expect(ended[0]).toMatchObject({ status: 'cancelled' });
});
