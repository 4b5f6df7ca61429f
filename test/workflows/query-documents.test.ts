import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { FindPagesInput } from '../../contracts/query-steps.js';
import type { queryDocuments } from '../../workflows/query-documents.js';
import { queryActivities, queryInput } from '../helpers/query-activities.js';
import { withWorkers } from '../helpers/temporal.js';

/** Runs one query beside stand-ins of its steps and says how it was settled. */
async function ask(activities: Partial<Activities> = {}, input = queryInput()) {
  const ended: EndRunInput[] = [];
  const { told } = await withWorkers(queryActivities(ended, activities), ({ client, ...on }) =>
    client.workflow
      .execute<typeof queryDocuments>('queryDocuments', { args: [input], ...on })
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      }),
  );
  return { ended, stages: told.flatMap(({ data }) => data['stage'] ?? []) };
}

const away = () => Promise.reject(ApplicationFailure.nonRetryable('away', 'unavailable'));

test('pages are found, an answer is written from them and checked', async () => {
  const asked: FindPagesInput[] = [];
  const { ended, stages } = await ask(
    {
      findPages: async (input) => {
        asked.push(input);
        return { packKey: 'pack', sources: 3, warnings: [] };
      },
    },
    queryInput({ document_ids: ['a'], collection_ids: [], max_sources: 7 }),
  );

  expect(asked).toMatchObject([{ documentIds: ['a'], limit: 7, useEmbedder: false }]);
  expect(asked[0]?.collectionIds).toBeUndefined();
  expect(stages).toEqual(['search', 'write', 'check']);
  expect(ended).toMatchObject([
    {
      status: 'completed',
      answer: {
        query: 'How deep is the lake?',
        progress: { packKey: 'pack', checkKey: 'check of extract' },
      },
    },
  ]);
});

test('where no page says anything on the question no model is asked', async () => {
  const { ended, stages } = await ask({
    chooseModels: async () => ({ chat: 'small', embedding: null, warnings: [] }),
    findPages: async () => ({ packKey: 'empty', sources: 0, warnings: [] }),
    writeAnswer: away,
    extractAnswer: away,
  });

  expect(stages).toEqual(['search']);
  expect(ended).toMatchObject([
    { status: 'completed', answer: { progress: { packKey: 'empty', checkKey: null } } },
  ]);
});

test('when embeddings fail the documents are searched by keywords, and the answer says so', async () => {
  const { ended } = await ask({
    chooseModels: async () => ({ chat: null, embedding: 'tiny', warnings: [] }),
    findPages: async ({ useEmbedder }) =>
      useEmbedder ? away() : { packKey: 'pack', sources: 1, warnings: [] },
  });

  expect(ended).toMatchObject([
    {
      status: 'completed',
      answer: { progress: { warnings: [{ code: 'ranked-by-keywords', subject: 'tiny' }] } },
    },
  ]);
});

test('a model that fails leaves an answer made of sentences of the pages', async () => {
  const { ended } = await ask({
    chooseModels: async () => ({ chat: 'small', embedding: null, warnings: [] }),
    writeAnswer: away,
  });

  expect(ended).toMatchObject([
    {
      answer: {
        progress: { modelUsed: 'none (extractive)', warnings: [{ code: 'extractive-answer' }] },
      },
    },
  ]);
});

test('an index that is away fails the query with the reason', async () => {
  const { ended } = await ask({ findPages: away });

  expect(ended).toMatchObject([
    { status: 'failed', error: { error: 'unavailable', message: 'away' } },
  ]);
});
