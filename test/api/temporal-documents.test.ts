import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { createRunStarter } from '../../api/temporal-starter.js';
import { documentActivities, INGEST, newIngestionLog } from '../helpers/document-activities.js';
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
