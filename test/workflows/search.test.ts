import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { EndRunInput } from '../../contracts/end-run.js';

import type { search } from '../../workflows/search.js';
import { searchActivities, searchInput } from '../helpers/search-activities.js';
import { withWorkers } from '../helpers/temporal.js';

type Changes = Parameters<typeof searchActivities>[1];

/** Runs one search beside stand-ins of its steps and says how it was settled. */
async function settle(input = searchInput(), changes: Changes = {}) {
  const ended: EndRunInput[] = [];
  const { told } = await withWorkers(searchActivities(ended, changes), ({ client, ...on }) =>
    client.workflow
      .execute<typeof search>('search', { args: [input], ...on })
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      }),
  );
  return { ended, told: told.map(({ type }) => type) };
}

test('a search plans, searches, reads, ranks, writes, checks and is settled as completed', async () => {
  const read = new Set<string>();
  const { ended, told } = await settle(searchInput(), {
    readSource: async ({ url }) => {
      read.add(url);
      return { url, pageKey: 'page', warning: null };
    },
  });
  expect(read).toEqual(new Set(['https://a.example/', 'https://b.example/']));
  expect(ended).toHaveLength(1);
  expect(ended[0]).toMatchObject({
    status: 'completed',
    search: { progress: { packKey: 'pack', checkKey: 'check of extract', warnings: [] } },
  });
  expect(told[0]).toBe('run-start');
  expect(told).toContain('plan-ready');
});

test('speed mode without a model reads no page and answers in one step', async () => {
  const refuse = () => Promise.reject(ApplicationFailure.nonRetryable('not to be called'));
  const { ended, told } = await settle(searchInput({ mode: 'speed' }), {
    readSource: refuse,
    mergeFound: refuse,
    rankEvidence: refuse,
    endRun: refuse,
  });
  expect(ended).toMatchObject([{ status: 'completed', search: { mode: 'speed' } }]);
  expect(told).toEqual(['run-start', 'plan-ready', 'stage-start']);
});

test('speed mode with a model or embeddings reads no page and goes step by step', async () => {
  for (const models of [
    { chat: 'small', embedding: null },
    { chat: null, embedding: 'tiny' },
  ]) {
    const refuse = () => Promise.reject(ApplicationFailure.nonRetryable('not to be called'));
    const { ended } = await settle(searchInput({ mode: 'speed' }), {
      chooseModels: async () => ({ ...models, warnings: [] }),
      planQueries: () => Promise.reject(ApplicationFailure.nonRetryable('gone', 'unavailable')),
      readSource: refuse,
      answerAtOnce: refuse,
    });
    expect(ended).toMatchObject([
      { status: 'completed', search: { progress: { packKey: 'pack' } } },
    ]);
  }
});

test('a speed search whose time ran out goes step by step, with all that was found by then', async () => {
  const merged: string[] = [];
  const { ended } = await settle(searchInput({ mode: 'speed', timeout: 1 }), {
    planByRules: async () => ({
      sub_queries: ['fast', 'slow'].map((query) => ({ query, intent: 'facet', priority: 1 })),
      language: 'en',
      time_range: null,
      planned_by: 'rules',
    }),
    searchWeb: async ({ subQuery }) => {
      if (subQuery.query === 'slow') await new Promise((resolve) => setTimeout(resolve, 2_000));
      return { subQuery, key: subQuery.query, count: 1, looked: true, warnings: [] };
    },
    mergeFound: async ({ found }) => {
      merged.push(...found.map(({ key }) => key));
      return { key: 'merged', urls: [] };
    },
  });
  expect(merged).toEqual(['fast']);
  expect(ended[0]?.search?.progress.warnings).toMatchObject([{ code: 'time-short' }]);
});

test('names found in pages are searched and read in a further round', async () => {
  const asked: string[] = [];
  let hops = 0;
  await settle(searchInput(), {
    planHop: async () => {
      hops += 1;
      return hops === 1 ? [{ query: 'who built it', intent: 'hop', priority: 2 }] : [];
    },
    searchWeb: async ({ subQuery }) => {
      asked.push(subQuery.query);
      return { subQuery, key: 'hits', count: 1, looked: true, warnings: [] };
    },
  });
  expect(asked).toEqual(['How deep is the lake?', 'who built it']);
});

test('an engine that never answers costs time, not the run: what was found is written', async () => {
  const { ended } = await settle(searchInput({ timeout: 1 }), {
    planByRules: async () => ({
      sub_queries: ['fast', 'slow'].map((query) => ({ query, intent: 'facet', priority: 1 })),
      language: 'en',
      time_range: null,
      planned_by: 'rules',
    }),
    searchWeb: async ({ subQuery }) => {
      if (subQuery.query === 'slow') await new Promise((resolve) => setTimeout(resolve, 2_000));
      return { subQuery, key: 'hits', count: 1, looked: true, warnings: [] };
    },
  });
  expect(ended[0]?.status).toBe('completed');
  expect(ended[0]?.search?.progress.warnings).toMatchObject([{ code: 'time-short' }]);
});

test('a search that found nothing before its time was up is a timeout', async () => {
  const { ended } = await settle(searchInput({ timeout: 1 }), {
    searchWeb: async ({ subQuery }) => {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      return { subQuery, key: 'hits', count: 0, looked: true, warnings: [] };
    },
    rankEvidence: async () => ({ packKey: 'pack', sources: 0, warnings: [] }),
  });
  expect(ended).toMatchObject([{ status: 'timed_out' }]);
});

test('when no engine answered the run ends with a truthful answer that names them', async () => {
  const { ended } = await settle(searchInput(), {
    searchWeb: async ({ subQuery }) => ({
      subQuery,
      key: 'hits',
      count: 0,
      looked: false,
      warnings: [{ code: 'engine-failed', message: 'SearXNG refused JSON.', subject: 'searxng' }],
    }),
    rankEvidence: async () => ({ packKey: 'pack', sources: 0, warnings: [] }),
  });
  const warnings = ended[0]?.search?.progress.warnings.map(({ code }) => code);
  expect(ended[0]?.status).toBe('completed');
  expect(warnings).toEqual(['engine-failed', 'web-not-searched']);
});

test('a step that cannot be done fails the run with its reason', async () => {
  const { ended } = await settle(searchInput(), {
    rankEvidence: () =>
      Promise.reject(ApplicationFailure.nonRetryable('the disk is full', 'storage-full')),
  });
  expect(ended).toMatchObject([
    { status: 'failed', error: { error: 'storage-full', message: 'the disk is full' } },
  ]);
});

test('a model that fails while writing leaves an extractive answer and a warning', async () => {
  const { ended } = await settle(searchInput(), {
    chooseModels: async () => ({ chat: 'small', embedding: null, warnings: [] }),
    planQueries: async () => {
      throw ApplicationFailure.nonRetryable('gone', 'unavailable');
    },
    writeAnswer: async () => {
      throw ApplicationFailure.nonRetryable('gone', 'unavailable');
    },
  });
  expect(ended[0]).toMatchObject({
    status: 'completed',
    search: {
      progress: {
        modelUsed: 'none (extractive)',
        checkKey: 'check of extract',
        warnings: [{ code: 'plan-by-rules' }, { code: 'extractive-answer' }],
      },
    },
  });
});

test('a rewritten answer is kept only when it holds better than the first', async () => {
  const failedOf = new Map([
    ['written', 2],
    ['rewritten', 1],
  ]);
  const { ended } = await settle(searchInput(), {
    chooseModels: async () => ({ chat: 'small', embedding: null, warnings: [] }),
    planQueries: async ({ query }) => ({
      plan: {
        sub_queries: [{ query, intent: 'original', priority: 1 }],
        language: 'en',
        time_range: null,
        planned_by: 'model',
      },
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, model_calls: 1 },
    }),
    rewriteAnswer: async () => ({
      answerKey: 'rewritten',
      modelUsed: 'small',
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, model_calls: 1 },
      warnings: [],
    }),
    checkAnswer: async ({ answerKey }) => ({
      checkKey: answerKey,
      claims: 3,
      failed: failedOf.get(answerKey) ?? 0,
      warnings: [],
    }),
  });
  expect(ended[0]?.search?.progress.checkKey).toBe('rewritten');
  expect(ended[0]?.search?.progress.usage.model_calls).toBe(3);
});

test('an answer of which nothing holds gives way to sentences of the sources', async () => {
  const { ended } = await settle(searchInput(), {
    chooseModels: async () => ({ chat: 'small', embedding: null, warnings: [] }),
    planQueries: () => Promise.reject(ApplicationFailure.nonRetryable('gone', 'unavailable')),
    checkAnswer: async ({ answerKey }) => ({
      checkKey: `check of ${answerKey}`,
      claims: answerKey === 'extract' ? 2 : 0,
      failed: 0,
      warnings: [],
    }),
  });
  expect(ended[0]?.search?.progress).toMatchObject({
    checkKey: 'check of extract',
    modelUsed: 'none (extractive)',
    warnings: [{ code: 'plan-by-rules' }, { code: 'extractive-answer' }],
  });
});

test('a cancelled search is settled as cancelled', async () => {
  const ended: EndRunInput[] = [];
  const activities = searchActivities(ended, {
    searchWeb: async ({ subQuery }) => {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      return { subQuery, key: 'hits', count: 0, looked: true, warnings: [] };
    },
  });
  const { result } = await withWorkers(activities, async ({ client, ...on }) => {
    const handle = await client.workflow.start<typeof search>('search', {
      args: [searchInput()],
      ...on,
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await handle.cancel();
    await handle.result().catch(() => {});
    return (await handle.describe()).status.name;
  });
  expect(result).toBe('CANCELLED');
  expect(ended).toMatchObject([{ status: 'cancelled' }]);
});

test('a run that was settled before does nothing', async () => {
  const { ended, told } = await settle(searchInput(), { beginRun: async () => false });
  expect(ended).toEqual([]);
  expect(told).toEqual([]);
});
