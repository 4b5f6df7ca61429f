import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { research } from '../../workflows/research.js';
import {
  judgement,
  researchActivities,
  researchInput,
  STEPS,
} from '../helpers/research-activities.js';
import { withWorkers } from '../helpers/temporal.js';

type Changes = Parameters<typeof researchActivities>[1];

/** Does one research run beside stand-ins of its steps and says how it was settled. */
async function settle(input = researchInput(), changes: Changes = {}) {
  const ended: EndRunInput[] = [];
  const { told } = await withWorkers(researchActivities(ended, changes), ({ client, ...on }) =>
    client.workflow
      .execute<typeof research>('research', { args: [input], ...on })
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowFailedError)) throw error;
      }),
  );
  return { ended, told: told.map(({ type }) => type) };
}

const COVERED = judgement({
  steps: STEPS.map(({ step_number }) => ({ step_number, state: 'covered', missing: '' })),
});

async function slowly<T>(value: T, ms = 2_000): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return value;
}

test('research plans, searches, reads and judges in rounds, writes, and is settled as completed', async () => {
  const { ended, told } = await settle();

  expect(ended).toHaveLength(1);
  expect(ended[0]).toMatchObject({
    status: 'completed',
    research: {
      progress: {
        packKey: 'final pack',
        sectionKeys: ['s1', 's2'],
        endedBy: 'iterations',
        sourcesFound: 6,
      },
    },
  });
  const rounds = ended[0]?.research?.progress.rounds ?? [];
  expect(rounds.map(({ iteration, queries }) => [iteration, queries.length])).toEqual([
    [1, 2],
    [2, 1],
    [3, 1],
  ]);
  expect(rounds[0]).toMatchObject({ steps: [1, 2], pages_read: 1, judged_by: 'rules' });
  expect(told.filter((type) => type === 'round-end')).toHaveLength(3);
});

test('gathering ends as soon as every step is covered', async () => {
  const { ended } = await settle(researchInput(), { judgeByRules: async () => COVERED });

  expect(ended[0]?.research?.progress).toMatchObject({ endedBy: 'coverage' });
  expect(ended[0]?.research?.progress.rounds).toHaveLength(1);
});

test('gathering ends after two rounds without new evidence', async () => {
  const { ended } = await settle(researchInput({ max_iterations: 10 }), {
    judgeByRules: async () => judgement({ newSources: 0 }),
  });

  expect(ended[0]?.research?.progress).toMatchObject({ endedBy: 'stagnation' });
  expect(ended[0]?.research?.progress.rounds).toHaveLength(2);
});

test('each round is told the evidence before it, and what was found is kept after it', async () => {
  const earlier: (string | null)[] = [];
  const kept: number[] = [];
  await settle(researchInput(), {
    judgeByRules: async ({ earlierKey }) => {
      earlier.push(earlierKey);
      return judgement();
    },
    keepResearch: async ({ progress }) => void kept.push(progress.rounds.length),
  });

  expect(earlier).toEqual([null, 'evidence after 2 queries', 'evidence after 3 queries']);
  expect(kept).toEqual([1, 2, 3]);
});

test('a round that its time cuts short leaves what it had found, and the report is written', async () => {
  const { ended, told } = await settle(researchInput({ timeout: 1 }), {
    readSource: ({ url }) => slowly({ url, pageKey: 'page', warning: null }),
  });

  expect(ended[0]).toMatchObject({
    status: 'completed',
    research: { progress: { endedBy: 'time', warnings: [{ code: 'time-short' }] } },
  });
  expect(ended[0]?.research?.progress).toMatchObject({
    judged: judgement().steps,
    rounds: [
      {
        iteration: 1,
        queries: STEPS.slice(0, 2).map(({ search_query }) => search_query),
        pages_read: 0,
        sources_found: 1,
        coverage: judgement().steps,
        judged_by: 'rules',
      },
    ],
  });
  expect(told.filter((type) => type === 'round-end')).toHaveLength(1);
});

test('a run whose time is up before anything was found says what it had asked', async () => {
  const { ended } = await settle(researchInput({ timeout: 1 }), {
    searchWeb: ({ subQuery }) =>
      slowly({ subQuery, key: 'hits', count: 0, looked: true, warnings: [] }),
  });

  expect(ended).toMatchObject([
    {
      status: 'timed_out',
      research: { progress: { endedBy: 'time', rounds: [{ iteration: 1, sources_found: 0 }] } },
    },
  ]);
});

test('a scope is handed to every search and every page', async () => {
  const scopes: unknown[] = [];
  await settle(researchInput({ allowed_domains: ['example.org'], max_iterations: 1 }), {
    searchWeb: async ({ subQuery, scope }) => {
      scopes.push(scope);
      return { subQuery, key: 'hits', count: 1, looked: true, warnings: [] };
    },
    readSource: async ({ url, scope }) => {
      scopes.push(scope);
      return { url, pageKey: 'page', warning: null };
    },
  });

  expect(scopes).toHaveLength(3);
  for (const scope of scopes)
    expect(scope).toEqual({
      allowed_domains: ['example.org'],
      blocked_domains: [],
      language: null,
      time_range: null,
    });
});

test('a step that cannot be done fails the run with its reason, and keeps what was found', async () => {
  const { ended } = await settle(researchInput(), {
    judgeByRules: () => Promise.reject(ApplicationFailure.nonRetryable('full', 'storage-full')),
  });

  expect(ended).toMatchObject([
    { status: 'failed', error: { error: 'storage-full', message: 'full' } },
  ]);
});

test('a cancelled run is settled as cancelled', async () => {
  const ended: EndRunInput[] = [];
  const activities = researchActivities(ended, {
    searchWeb: ({ subQuery }) =>
      slowly({ subQuery, key: 'hits', count: 0, looked: true, warnings: [] }),
  });
  const { result } = await withWorkers(activities, async ({ client, ...on }) => {
    const handle = await client.workflow.start<typeof research>('research', {
      args: [researchInput()],
      ...on,
    });
    await slowly(undefined, 300);
    await handle.cancel();
    await handle.result().catch(() => {});
    return (await handle.describe()).status.name;
  });

  expect(result).toBe('CANCELLED');
  expect(ended).toMatchObject([{ status: 'cancelled' }]);
});
