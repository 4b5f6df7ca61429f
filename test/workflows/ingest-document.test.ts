import { Context } from '@temporalio/activity';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { CommitInput } from '../../contracts/document-steps.js';
import type { ingestDocument } from '../../workflows/ingest-document.js';
import { documentActivities, INGEST, newIngestionLog } from '../helpers/document-activities.js';
import { withWorkers } from '../helpers/temporal.js';

type Changes = Parameters<typeof documentActivities>[1];

/** Runs one ingestion beside stand-ins of its steps and says what they were asked. */
async function ingest(changes: Changes = {}, cancelAfterMs?: number) {
  const log = newIngestionLog();
  const { told, result } = await withWorkers(
    documentActivities(log, changes),
    async ({ client, ...on }) => {
      const handle = await client.workflow.start<typeof ingestDocument>('ingestDocument', {
        args: [INGEST],
        ...on,
      });
      if (cancelAfterMs !== undefined) {
        await new Promise((resolve) => setTimeout(resolve, cancelAfterMs));
        await handle.cancel();
      }
      await handle.result().catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      });
      return handle.fetchHistory();
    },
  );
  return { ...log, history: result, told: told.map(({ type, data }) => ({ type, ...data })) };
}

test('a document is parsed, indexed while more is parsed, and committed with all its chunks', async () => {
  const committed: CommitInput[] = [];
  const { ended, indexed, givenUp, told } = await ingest({
    commitDocument: async (input) => void committed.push(input),
  });

  expect(indexed.toSorted()).toEqual(
    [0, 1, 2, 3].flatMap((at) => [`chunks ${at} 0-64`, `chunks ${at} 64-100`]),
  );
  expect(committed).toEqual([{ ...INGEST, edition: 'new', space: 'keywords', chunks: 400 }]);
  expect(ended).toEqual([
    {
      runId: INGEST.runId,
      status: 'completed',
      document: { documentId: INGEST.documentId },
    },
  ]);
  expect(givenUp).toEqual([]);
  expect(told.filter(({ type }) => type === 'stage-start')).toEqual(
    ['parse', 'index', 'commit'].map((stage) => ({ type: 'stage-start', stage })),
  );
  expect(told.filter(({ type }) => type === 'stage-progress').at(-1)).toEqual({
    type: 'stage-progress',
    stage: 'index',
    done: 50,
    total: 50,
  });
});

test('when the embedding model changes meanwhile, all is indexed with the new one', async () => {
  let calls = 0;
  const spaces: string[] = [];
  const { ended } = await ingest({
    chooseModels: async () => ({ chat: null, embedding: 'tiny', warnings: [] }),
    parseDocument: async () => ({
      bundles: [0, 1].map((position) => ({
        position,
        lastPage: position + 1,
        chunksKey: `chunks ${position}`,
        chunks: 10,
      })),
      pages: 2,
      totalPages: 2,
    }),
    indexChunks: async () => {
      calls += 1;
      return { space: calls === 1 ? 'tiny 8' : 'large 16' };
    },
    commitDocument: async ({ space }) => void spaces.push(space),
  });

  expect(calls).toBe(4);
  expect(spaces).toEqual(['large 16']);
  expect(ended).toMatchObject([{ status: 'completed' }]);
});

test.each([
  ['parseDocument', 'unreadable'],
  ['indexChunks', 'unavailable'],
  ['commitDocument', 'bad-reply'],
] as const)(
  'when %s fails for good, the document says why and nothing else is left',
  async (step, code) => {
    const fail = () => Promise.reject(ApplicationFailure.nonRetryable('what happened', code));
    const { ended, givenUp, cleared } = await ingest({ [step]: fail });

    const error = { error: code, message: 'what happened' };
    expect(givenUp).toEqual([{ ...INGEST, status: 'failed', error }]);
    expect(cleared).toEqual(['new']);
    expect(ended).toEqual([{ runId: INGEST.runId, status: 'failed', error }]);
  },
);

test('a store that cannot be cleared does not keep the reason from being told', async () => {
  const fail = () => Promise.reject(ApplicationFailure.nonRetryable('away', 'unavailable'));
  const { ended, givenUp } = await ingest({ indexChunks: fail, clearEdition: fail });

  expect(givenUp).toMatchObject([{ status: 'failed' }]);
  expect(ended).toMatchObject([{ status: 'failed', error: { error: 'unavailable' } }]);
});

test('a cancelled ingestion clears up after itself', async () => {
  const { ended, givenUp, cleared } = await ingest(
    { indexChunks: () => new Promise((resolve) => setTimeout(resolve, 2_000, { space: 'x' })) },
    400,
  );

  expect(givenUp).toEqual([{ ...INGEST, status: 'cancelled', error: null }]);
  expect(cleared).toEqual(['new']);
  expect(ended).toEqual([{ runId: INGEST.runId, status: 'cancelled' }]);
});

test('nothing is cleared before the last step has stopped writing', async () => {
  const steps: string[] = [];
  const { cleared } = await ingest({
    async parseDocument({ fromBundle }) {
      if (fromBundle > 0) throw ApplicationFailure.nonRetryable('broken', 'unreadable');
      return {
        bundles: [{ position: 0, lastPage: 25, chunksKey: 'chunks 0', chunks: 10 }],
        pages: 25,
        totalPages: 50,
      };
    },
    async indexChunks() {
      const beat = setInterval(() => Context.current().heartbeat(), 100);
      try {
        await Context.current().sleep(60_000);
        return { space: 'keywords' };
      } finally {
        clearInterval(beat);
        steps.push('written');
      }
    },
    clearEdition: async () => void steps.push('cleared'),
  });

  expect(steps).toEqual(['written', 'cleared']);
  expect(cleared).toEqual([]);
});

test('an ingestion that is cancelled before it has begun leaves a cancelled document', async () => {
  const { ended, givenUp } = await ingest(
    {
      beginRun: () => new Promise((resolve) => setTimeout(resolve, 1_000, true)),
    },
    400,
  );

  expect(givenUp).toEqual([{ ...INGEST, status: 'cancelled', error: null }]);
  expect(ended).toEqual([{ runId: INGEST.runId, status: 'cancelled' }]);
});

test('a document that was deleted before it was begun is left alone', async () => {
  const { ended, indexed, givenUp } = await ingest({ beginIngestion: async () => null });

  expect(indexed).toEqual([]);
  expect(givenUp).toEqual([]);
  expect(ended).toEqual([{ runId: INGEST.runId, status: 'cancelled' }]);
});

test('the largest document fits into a history, even where the model changes in the middle', async () => {
  const { history, ended } = await ingest({
    parseDocument: async ({ fromBundle }) => ({
      bundles: Array.from({ length: 8 }, (_, at) => ({
        position: fromBundle + at,
        lastPage: (fromBundle + at + 1) * 32,
        chunksKey: `documents/${INGEST.documentId}/new/chunks/${'0'.repeat(64)}`,
        // Dense pages: nothing of a bundle's 200,000 characters is unused.
        chunks: 180,
      })),
      pages: (fromBundle + 8) * 32,
      totalPages: 2_048,
    }),
  });

  expect(ended).toMatchObject([{ status: 'completed' }]);
  // Temporal ends a workflow at 51,200 events or 50 MB; a change of the model indexes all pages twice.
  const share = 2_048 / 20_000 / 2;
  expect(history.events?.length ?? 0).toBeLessThan(51_200 * share);
  expect(JSON.stringify(history).length).toBeLessThan(50_000_000 * share);
}, 60_000);
