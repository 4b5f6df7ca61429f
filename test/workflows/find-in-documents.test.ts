import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { SearchDocumentsInput } from '../../contracts/query-steps.js';
import type { SourceChoice } from '../../contracts/source-scope.js';
import { researchActivities, researchInput } from '../helpers/research-activities.js';
import { searchActivities, searchInput } from '../helpers/search-activities.js';
import { withWorkers } from '../helpers/temporal.js';

const RECIPES = {
  search: (choice: Partial<SourceChoice>, ended: EndRunInput[], changes: Partial<Activities>) => ({
    input: searchInput(choice),
    activities: searchActivities(ended, changes),
  }),
  research: (
    choice: Partial<SourceChoice>,
    ended: EndRunInput[],
    changes: Partial<Activities>,
  ) => ({
    input: researchInput({ ...choice, max_iterations: 1 }),
    activities: researchActivities(ended, changes),
  }),
} as const;

const away = () =>
  Promise.reject(ApplicationFailure.nonRetryable('the index is away', 'unavailable'));
const refuse = () => Promise.reject(ApplicationFailure.nonRetryable('not to be called'));
const BOTH: Partial<SourceChoice> = { sources: ['web', 'documents'] };

describe.each(['search', 'research'] as const)('%s', (recipe) => {
  /** Does one run beside stand-ins of its steps and says how it was settled, and what it found fault with. */
  async function settle(choice: Partial<SourceChoice>, changes: Partial<Activities> = {}) {
    const ended: EndRunInput[] = [];
    const { input, activities } = RECIPES[recipe](choice, ended, changes);
    await withWorkers(activities, ({ client, ...on }) =>
      client.workflow.execute(recipe, { args: [input], ...on }).catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      }),
    );
    const [end] = ended;
    const warnings = (end?.search ?? end?.research)?.progress.warnings ?? [];
    return { ended: end, codes: warnings.map(({ code }) => code) };
  }

  test('asks the documents that were asked for, and the web not at all', async () => {
    const asked: SearchDocumentsInput[] = [];
    const { ended } = await settle(
      { sources: ['documents'], document_ids: ['a'], collection_ids: ['b'] },
      {
        searchWeb: refuse,
        readSource: refuse,
        mergeFound: async () => ({ key: 'merged', urls: [] }),
        mergeRound: async () => ({ key: 'merged', total: 1, toRead: [], deadEnds: [] }),
        searchDocuments: async (input) => {
          asked.push(input);
          return { subQuery: input.subQuery, key: 'k', count: 1, looked: false, warnings: [] };
        },
      },
    );

    expect(ended).toMatchObject({ status: 'completed' });
    expect(asked[0]).toMatchObject({ documentIds: ['a'], collectionIds: ['b'] });
  });

  test('says which documents cannot be found', async () => {
    const warning = { code: 'document-not-searched', message: 'a.pdf is still being ingested' };

    const { codes } = await settle(BOTH, { checkDocuments: async () => [warning] });

    expect(codes).toContain('document-not-searched');
  });

  test('answers from the web when the index is away, and says so', async () => {
    const { ended, codes } = await settle(BOTH, { searchDocuments: away });

    expect(ended).toMatchObject({ status: 'completed' });
    expect(codes).toEqual(['documents-not-searched']);
  });

  test('fails with the reason when the index is away and there is nothing else', async () => {
    const { ended } = await settle({ sources: ['documents'] }, { searchDocuments: away });

    expect(ended).toMatchObject({
      status: 'failed',
      error: { error: 'unavailable', message: 'the index is away' },
    });
  });

  test('goes by keywords when embeddings fail', async () => {
    const { ended, codes } = await settle(
      { sources: ['documents'] },
      {
        chooseModels: async () => ({ chat: null, embedding: 'tiny', warnings: [] }),
        searchDocuments: async ({ subQuery, useEmbedder }) =>
          useEmbedder ? away() : { subQuery, key: 'k', count: 1, looked: false, warnings: [] },
      },
    );

    expect(ended).toMatchObject({ status: 'completed' });
    expect(codes).toEqual(['ranked-by-keywords']);
  });
});

test('a query that names what stands in a document is asked of the documents alone', async () => {
  const asked = { web: new Set<string>(), documents: new Set<string>() };
  const activities = searchActivities([], {
    planHop: async ({ asked: known }) =>
      known.length > 1
        ? []
        : [{ query: 'secret name', intent: 'hop', priority: 2, only: 'documents' }],
    searchWeb: async ({ subQuery }) => {
      asked.web.add(subQuery.query);
      return { subQuery, key: 'k', count: 0, looked: true, warnings: [] };
    },
    searchDocuments: async ({ subQuery }) => {
      asked.documents.add(subQuery.query);
      return { subQuery, key: 'k', count: 0, looked: false, warnings: [] };
    },
  });
  const args = [searchInput(BOTH)];

  await withWorkers(activities, ({ client, ...on }) =>
    client.workflow.execute('search', { args, ...on }),
  );

  expect(asked.documents).toContain('secret name');
  expect(asked.web).not.toContain('secret name');
});
