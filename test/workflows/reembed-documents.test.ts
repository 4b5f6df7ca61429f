import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { Activities } from '../../activities/index.js';
import type { reembedDocuments } from '../../workflows/reembed-documents.js';
import { newReembedLog, REEMBED, reembedActivities } from '../helpers/reembed-activities.js';
import { withWorkers } from '../helpers/temporal.js';

async function settle(documents: readonly string[], changes: Partial<Activities> = {}) {
  const log = newReembedLog();
  const activities = reembedActivities(log, documents, changes);
  const { told } = await withWorkers(activities, ({ client, ...on }) =>
    client.workflow
      .execute<typeof reembedDocuments>('reembedDocuments', { args: [REEMBED], ...on })
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      }),
  );
  return { ...log, told };
}

const failing = (type: string) => ApplicationFailure.nonRetryable(`it is ${type}`, type);

test('every document is re-embedded and served anew, and how far it is can be seen', async () => {
  const { ended, kept, served, told } = await settle(['a', 'b']);

  expect(served).toEqual(['a', 'b']);
  expect(ended).toMatchObject([{ status: 'completed' }]);
  expect(kept.at(-1)).toEqual({ space: 'new 2', total: 2, done: 2, failed: [] });
  expect(told.flatMap(({ data }) => data['done'] ?? [])).toEqual([1, 2]);
});

test('a document that fails for its own reason is named, and the others go on', async () => {
  const { ended, kept, served } = await settle(['a', 'b'], {
    reembedChunks: async ({ documentId }) => {
      if (documentId === 'a') throw failing('not-found');
      return { state: 'whole' };
    },
  });

  expect(served).toEqual(['b']);
  expect(ended).toMatchObject([{ status: 'completed' }]);
  expect(kept.at(-1)).toMatchObject({
    done: 1,
    failed: [{ document_id: 'a', filename: 'a.pdf', message: 'it is not-found' }],
  });
});

test('an embedding model that is away, or has changed, ends the run with the reason', async () => {
  const away = await settle(['a'], { reembedChunks: () => Promise.reject(failing('unavailable')) });
  const changed = await settle(['a'], { reembedChunks: async () => ({ state: 'model-changed' }) });

  expect(away.ended).toMatchObject([{ status: 'failed', error: { error: 'unavailable' } }]);
  expect(changed.ended).toMatchObject([{ status: 'failed', error: { error: 'refused' } }]);
  expect([...away.served, ...changed.served]).toEqual([]);
});

test('a long document goes on in a new history, and no chunk is written twice', async () => {
  const written: number[] = [];
  const { ended, served, told } = await settle(['long', 'short'], {
    reembedChunks: async ({ documentId, at: { bundle } }) => {
      if (documentId === 'short') return { state: 'whole' };
      written.push(bundle);
      return bundle < 200
        ? { state: 'more', next: { bundle: bundle + 1, from: 0 } }
        : { state: 'whole' };
    },
  });

  expect(written).toEqual(Array.from({ length: 201 }, (_, at) => at));
  expect(served).toEqual(['long', 'short']);
  expect(ended).toMatchObject([{ status: 'completed' }]);
  const keys = told.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(told.flatMap(({ data }) => data['done'] ?? [])).toEqual([1, 2]);
});
