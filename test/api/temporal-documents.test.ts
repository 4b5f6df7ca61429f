import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { createRunStarter } from '../../api/temporal-starter.js';
import { REEMBED_WORKFLOW_ID } from '../../contracts/workflow-ids.js';
import { documentActivities, INGEST, newIngestionLog } from '../helpers/document-activities.js';
import { newReembedLog, reembedActivities } from '../helpers/reembed-activities.js';
import { temporal, withWorkers } from '../helpers/temporal.js';

test.each([
  ['has served its edition', async () => {}],
  [
    'has failed',
    () => Promise.reject(ApplicationFailure.nonRetryable('what happened', 'unavailable')),
  ],
])(
  'an ingestion that comes while the last one, which %s, still clears up is begun after it, and once',
  async (_how, commitFirst) => {
    const starter = createRunStarter((await temporal()).client);
    const workflowId = `ingest-${randomUUID()}`;
    const start = (runId: string) =>
      starter.startIngestion({
        input: { ...INGEST, runId },
        workflowId,
        owner: 'local',
        filename: 'a.txt',
      });
    const begun: string[] = [];
    let clear = (): void => {};
    const cleared = new Promise<void>((resolve) => {
      clear = resolve;
    });
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const activities = documentActivities(newIngestionLog(), {
      beginIngestion: async ({ runId }) => {
        begun.push(runId);
        return { edition: runId };
      },
      commitDocument: async ({ runId }) => {
        if (runId === 'first') await commitFirst();
      },
      endRun: async ({ runId }) => {
        if (runId !== 'first') return end();
        await cleared;
      },
    });

    await withWorkers(activities, async () => {
      await start('first');
      await start('first');
      await expect.poll(() => begun, { timeout: 10_000 }).toEqual(['first']);
      const second = start('second');
      setTimeout(clear, 200);
      await second;
      await ended;
    });

    expect(begun).toEqual(['first', 'second']);
  },
);

test('an ingestion whose start was lost is missing, whatever became of the one before under the same id', async () => {
  const starter = createRunStarter((await temporal()).client);
  const workflowId = `ingest-${randomUUID()}`;
  const started = {
    input: { ...INGEST, runId: 'first' },
    workflowId,
    owner: 'local',
    filename: 'a.txt',
  };

  await starter.startIngestion(started);
  expect(await starter.describe(workflowId, 'lost')).toEqual({ state: 'open' });
  await starter.terminate(workflowId, 'by hand');

  expect(await starter.describe(workflowId, 'lost')).toEqual({ state: 'missing' });
  expect(await starter.describe(workflowId, 'first')).toEqual({
    state: 'terminated',
    reason: 'by hand',
  });
  expect(await starter.describe(workflowId)).toMatchObject({ state: 'terminated' });
});

test('a re-embedding is known by its run, also after it has gone on as a new workflow', async () => {
  const { client } = await temporal();
  const starter = createRunStarter(client);
  const [first, lost] = [{ runId: randomUUID() }, { runId: randomUUID() }];
  const log = newReembedLog();
  const activities = reembedActivities(log, ['long'], {
    reembedChunks: async ({ at: { bundle } }) =>
      bundle < 200 ? { state: 'more', next: { bundle: bundle + 1, from: 0 } } : { state: 'whole' },
  });

  expect(await starter.startReembedding(first, 'local')).toBe(true);
  expect(await starter.startReembedding(lost, 'local')).toBe(false);
  await withWorkers(activities, () => client.workflow.result(REEMBED_WORKFLOW_ID));

  expect(log.ended).toMatchObject([{ ...first, status: 'completed' }]);
  expect(await starter.describe(REEMBED_WORKFLOW_ID, first.runId)).toEqual({ state: 'completed' });
  expect(await starter.describe(REEMBED_WORKFLOW_ID, lost.runId)).toEqual({ state: 'missing' });
});
