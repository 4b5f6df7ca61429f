import { expect, test } from 'vitest';
import type { JudgedStep, StepQuery } from '../../../contracts/research-steps.js';
import { firstQueries, nextQueries } from '../../../domain/research/next-queries.js';
import { planSteps } from '../../../domain/research/plan-research.js';
import { documentOf } from '../search/document-of.js';

const QUESTION = 'Who is the spouse of the director of Big Eyes?';
const STEPS = planSteps(QUESTION, 8);
const FILM = documentOf({
  title: 'Big Eyes',
  text: 'Big Eyes is a film of 2014. Its director is Tim Burton, who lives in London.',
});

function next(judged: readonly JudgedStep[], asked: readonly StepQuery[], limit = 8) {
  return nextQueries({ question: QUESTION, steps: STEPS, judged, asked, documents: [FILM], limit });
}

const verdict = (step_number: number, state: JudgedStep['state'], missing = ''): JudgedStep => ({
  step_number,
  state,
  missing,
});

test('the first round asks every step that depends on none', () => {
  expect(firstQueries(STEPS, 8).map(({ step }) => step)).toEqual([1, 2]);
  expect(firstQueries(STEPS, 1)).toHaveLength(1);
});

test('a dependent step is asked after those it depends on, filled with what they found', () => {
  const queries = next([], firstQueries(STEPS, 8));

  expect(queries[0]).toMatchObject({ step: 3, query: 'Tim Burton spouse', intent: 'hop' });
});

test('nothing is asked twice, in whatever order of words', () => {
  const asked = [
    ...firstQueries(STEPS, 8),
    { step: 3, query: 'the spouse: Tim Burton', intent: 'hop', priority: 1 },
  ];

  const queries = next([], asked).map(({ query }) => query);

  expect(queries).not.toContain('Tim Burton spouse');
  expect(new Set(queries).size).toBe(queries.length);
});

test('what is missing of a step is asked for beside the names it is about', () => {
  const asked = [...firstQueries(STEPS, 8), { step: 3, query: QUESTION, intent: '', priority: 1 }];

  const queries = next([verdict(1, 'partly', 'spouse')], asked);

  expect(queries).toContainEqual({ step: 1, query: 'Big Eyes spouse', intent: 'gap', priority: 3 });
});

test('there are no more queries than wanted', () => {
  expect(next([], firstQueries(STEPS, 8), 1)).toHaveLength(1);
});
