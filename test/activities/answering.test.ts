import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { createAnsweringActivities } from '../../activities/answering.js';
import { createEventWriter } from '../../adapters/state/event-writer.js';
import { EXTRACTIVE } from '../../contracts/extractive.js';
import { ServiceError } from '../../contracts/failures.js';
import { NO_USAGE } from '../../contracts/no-usage.js';
import type { RunStore } from '../../contracts/runs.js';
import type { AnswerAtOnceInput } from '../../contracts/search-steps.js';
import { newRun } from '../adapters/state/new-run.js';
import { useTestState } from '../api/test-state.js';
import { LAKE_PAGES } from '../helpers/small-web.js';

const QUESTION = 'How deep is Lake Baikal?';
const SUB_QUERY = { query: QUESTION, intent: 'original', priority: 1 };
const state = useTestState();

/** A run that has searched, and what its last step is given. */
async function searched(snippets = LAKE_PAGES): Promise<AnswerAtOnceInput> {
  const { runs, objects } = state();
  const runId = (await runs.create(newRun())).run.id;
  await runs.begin(runId);
  const hits = snippets.map(({ path, title, text }) => ({
    url: `https://lakes.example${path}`,
    title,
    snippet: text,
    engine: 'searxng',
  }));
  const key = await objects.put(`runs/${runId}`, JSON.stringify(hits));
  return {
    runId,
    found: [{ subQuery: SUB_QUERY, key, count: hits.length, looked: true, warnings: [] }],
    ranking: {
      query: QUESTION,
      subQueries: [SUB_QUERY],
      language: 'en',
      maxSources: 3,
      diversity: true,
      recency: false,
      queryAware: false,
    },
    search: {
      runId,
      query: QUESTION,
      mode: 'speed',
      createdAt: new Date().toISOString(),
      traceUrl: null,
      progress: {
        plan: null,
        packKey: null,
        checkKey: null,
        modelUsed: EXTRACTIVE,
        usage: NO_USAGE,
        warnings: [{ code: 'ranked-by-keywords', message: 'No embeddings.' }],
      },
    },
  };
}

/** Runs the step as one attempt of an activity. */
async function answer(input: AnswerAtOnceInput, changes: Partial<RunStore> = {}, attempt = 1) {
  const { runs, events, objects } = state();
  const writer = createEventWriter(events);
  const activities = createAnsweringActivities({ objects, runs: { ...runs, ...changes }, writer });
  writer.write(input.runId, { key: 'w:1', type: 'run-start', data: {} });
  try {
    await new MockActivityEnvironment({ attempt }).run(activities.answerAtOnce, input);
  } finally {
    await writer.close();
  }
}

async function told(runId: string): Promise<string[]> {
  return (await state().events.read(runId, 0, 100)).map(({ type }) => type);
}

const IN_ORDER = [
  'run-start',
  'stage-start',
  'sources-ranked',
  'stage-start',
  'answer-start',
  'answer-delta',
  'answer-end',
  'stage-start',
  'claims-checked',
  'run-end',
];

test('snippets become a cited and checked answer that settles the run, told in order', async () => {
  const input = await searched();

  await answer(input);

  const run = await state().runs.find(input.runId);
  expect(run).toMatchObject({
    status: 'completed',
    result: {
      session_id: input.runId,
      answer: expect.stringContaining('1,642 metres deep'),
      model_used: EXTRACTIVE,
      grounding_score: 1,
      warnings: [{ code: 'ranked-by-keywords' }],
      sources: [
        { url: 'https://lakes.example/lake-baikal', evidence: 'snippet' },
        expect.anything(),
        expect.anything(),
      ],
    },
  });
  expect(await told(input.runId)).toEqual(IN_ORDER);
});

test('a step that runs again, because its end was not heard of, changes nothing', async () => {
  const input = await searched();
  await answer(input);
  const run = await state().runs.find(input.runId);

  await answer(input, {}, 2);

  expect(await state().runs.find(input.runId)).toEqual(run);
  expect(await told(input.runId)).toEqual(IN_ORDER);
});

test('an attempt that cannot settle the run tells nothing of its own', async () => {
  const input = await searched();
  const away = () => Promise.reject(new ServiceError('unavailable', 'the database is away'));

  await expect(answer(input, { end: away })).rejects.toThrow('the database is away');
  expect(await told(input.runId)).toEqual(['run-start']);

  await answer(input, {}, 2);
  expect(await told(input.runId)).toEqual(IN_ORDER);
});

test('where nothing was found the answer says so', async () => {
  const input = await searched([]);

  await answer(input);

  expect(await state().runs.find(input.runId)).toMatchObject({
    status: 'completed',
    result: { answer: 'No evidence was found that answers this question.', sources: [] },
  });
});
