import { expect, test } from 'vitest';
import { DeepSearchApiRequest } from '../../../contracts/live-search.js';
import { durationDisplay } from '../../../domain/live-search/duration-display.js';
import { liveBudget } from '../../../domain/live-search/live-budget.js';
import { reportChunks } from '../../../domain/live-search/report-chunks.js';
import { stepCoverage } from '../../../domain/live-search/step-coverage.js';
import { tokensByModel } from '../../../domain/live-search/tokens-by-model.js';
import { trustScore } from '../../../domain/live-search/trust-score.js';

const REQUEST = {
  ...DeepSearchApiRequest.parse({
    query: 'q',
    reasoningModelName: 'thinker',
    synthesisModelName: 'writer',
  }),
  mode: 'deep',
  model: 'writer',
  stream: true,
  keyId: null,
} as const;

test.each([
  [8.44, '8.4 s'],
  [59.94, '59.9 s'],
  [125.4, '2 min 05 s'],
  [3_725, '1 h 02 min'],
])('%d seconds are shown as %s', (seconds, shown) => {
  expect(durationDisplay(seconds)).toBe(shown);
});

test('the chunks of a report are the report, and each heading begins one', () => {
  const report = `# A lake\n\n## In short\n\n${'It is deep. '.repeat(300)}\n\nMore.\n\n## Method\n\nNone.`;

  const chunks = reportChunks(report);

  expect(chunks.join('')).toBe(report);
  expect(chunks.filter((chunk) => chunk.includes('# ')).every((chunk) => /^#+ /.test(chunk))).toBe(
    true,
  );
});

test('a source is trusted by its relevance, by having been read and by what the check found', () => {
  const page = { relevance: 0.8, evidence: 'page' } as const;
  const holds = [{ verdict: 'supported' }] as const;
  const fails = [{ verdict: 'unsupported' }] as const;

  expect(trustScore(page, [])).toBeCloseTo(Math.sqrt(0.8 * 0.5), 3);
  expect(trustScore(page, holds)).toBeGreaterThan(trustScore(page, []));
  expect(trustScore(page, fails)).toBeLessThan(trustScore(page, []));
  expect(trustScore({ ...page, evidence: 'snippet' }, holds)).toBeLessThan(trustScore(page, holds));
  expect(
    trustScore({ relevance: 1, evidence: 'page' }, [...Array(99).fill(holds[0])]),
  ).toBeLessThan(1);
});

test('tokens are those of the model that used them, and one model is listed once', () => {
  const usage = (total: number) => ({
    prompt_tokens: total - 1,
    completion_tokens: 1,
    total_tokens: total,
    model_calls: 1,
  });
  const all = { ...usage(50), completion_tokens: 5, prompt_tokens: 45 };

  expect(tokensByModel({ request: REQUEST, gatheringUsage: usage(20) }, all)).toEqual([
    {
      model_id: 'thinker',
      model_name: 'thinker',
      prompt_tokens: 19,
      completion_tokens: 1,
      total_tokens: 20,
    },
    {
      model_id: 'writer',
      model_name: 'writer',
      prompt_tokens: 26,
      completion_tokens: 4,
      total_tokens: 30,
    },
  ]);
  const same = { ...REQUEST, reasoningModelName: 'writer' };
  expect(tokensByModel({ request: same, gatheringUsage: usage(20) }, all)).toMatchObject([
    { model_id: 'writer', total_tokens: 50 },
  ]);
});

test('every step of the plan is covered or not, also where two are called the same', () => {
  const step = { search_query: 'q', expected_outcome: '', depends_on: [], description: 'Depth' };
  const steps = [
    { ...step, step_number: 1 },
    { ...step, step_number: 2 },
  ];
  const judged = [{ step_number: 2, state: 'covered', missing: '' }] as const;

  expect(stepCoverage(steps, judged)).toEqual({ Depth: false, 'Depth (2)': true });
});

test('a hop leaves queries for later ones, unless there are none', () => {
  expect(liveBudget(REQUEST).queriesPerRound).toBe(2);
  expect(liveBudget({ ...REQUEST, max_hops: 1 }).queriesPerRound).toBe(7);
  expect(liveBudget({ ...REQUEST, max_distinct_search_queries: 1 }).queriesPerRound).toBe(1);
  expect(liveBudget({ ...REQUEST, max_total_urls_per_task: 3 }).pagesPerRound).toBe(3);
});
