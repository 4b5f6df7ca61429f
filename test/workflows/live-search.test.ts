import { WorkflowFailedError } from '@temporalio/client';
import { expect, test } from 'vitest';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { liveSearch } from '../../workflows/live-search.js';
import { liveActivities, liveInput } from '../helpers/live-activities.js';
import { withWorkers } from '../helpers/temporal.js';

type Changes = Parameters<typeof liveActivities>[1];

/** Does one live search beside stand-ins of its steps and says how it was settled. */
async function settle(input = liveInput(), changes: Changes = {}) {
  const ended: EndRunInput[] = [];
  await withWorkers(liveActivities(ended, changes), ({ client, ...on }) =>
    client.workflow
      .execute<typeof liveSearch>('liveSearch', { args: [input], ...on })
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      }),
  );
  return ended;
}

test('a live search hands its knobs to every step', async () => {
  const asked: (string | undefined)[] = [];
  const limits: number[] = [];
  const judged: unknown[] = [];
  const kept: unknown[] = [];
  const ranked: unknown[] = [];
  const [ended] = await settle(
    liveInput({ max_results_per_provider_query: 3, top_k_retrieval_per_hop: 9, max_hops: 2 }),
    {
      searchWeb: async ({ subQuery, provider, limit }) => {
        asked.push(provider);
        limits.push(limit);
        return { subQuery, key: 'hits', count: 1, looked: true, queries: 2, warnings: [] };
      },
      keepEvidence: async ({ chunking, asked: queries }) => {
        kept.push(chunking);
        return `evidence after ${queries.length} queries`;
      },
      rankResearch: async ({ passages }) => {
        ranked.push(passages);
        return { packKey: 'final pack', sources: 2, warnings: [] };
      },
      readSource: async ({ url }) => {
        judged.push(url);
        return { url, pageKey: 'page', warning: null };
      },
    },
  );

  expect(new Set(asked)).toEqual(new Set(['searxng', 'wikipedia']));
  expect(new Set(limits)).toEqual(new Set([3]));
  expect(kept).toEqual([
    { words: 500, overlap: 100 },
    { words: 500, overlap: 100 },
  ]);
  expect(ranked).toEqual([18]);
  expect(judged).toContain('https://a.example/1/link');
  expect(ended).toMatchObject({
    status: 'completed',
    research: { live: { webQueries: 2 * asked.length, pagesRead: judged.length } },
  });
});

test('links are followed as deep as asked for, and no page is fetched beyond the limit', async () => {
  const pages = async (changes: object) => {
    const [ended] = await settle(liveInput({ max_hops: 1, ...changes }));
    return ended?.research?.live?.pagesRead;
  };

  expect(await pages({ max_url_exploration_depth: 0 })).toBe(1);
  expect(await pages({ max_url_exploration_depth: 3 })).toBe(4);
  expect(await pages({ max_url_exploration_depth: 3, max_total_urls_per_task: 2 })).toBe(2);
});

test('a search of which no provider answers fails with what each of them said', async () => {
  const ended = await settle(liveInput(), {
    searchWeb: async ({ subQuery, provider = '' }) => ({
      subQuery,
      key: 'none',
      count: 0,
      looked: false,
      warnings: [{ code: 'engine-failed', message: 'is away', subject: provider }],
    }),
    mergeRound: async () => ({ key: 'merged', total: 0, toRead: [], deadEnds: [] }),
  });

  expect(ended).toMatchObject([
    {
      status: 'failed',
      error: {
        error: 'unavailable',
        message: 'No search provider answered: searxng: is away; wikipedia: is away',
      },
    },
  ]);
});

test('a model that has gone is not swapped for another: the search fails and says so', async () => {
  const gone = { code: 'model-unavailable', message: 'writer is gone.' };
  const ended = await settle(liveInput(), {
    chooseModels: async ({ model }) => ({
      chat: model === 'writer' ? null : model,
      embedding: null,
      warnings: model === 'writer' ? [gone] : [],
    }),
  });

  expect(ended).toMatchObject([
    { status: 'failed', error: { error: 'unavailable', message: 'writer is gone.' } },
  ]);
});
