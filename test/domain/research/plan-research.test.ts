import { expect, test } from 'vitest';
import { complexityOf, planSteps } from '../../../domain/research/plan-research.js';

const MOST = 8;

test('a nested question gets a step for each thing it names and one that follows what is found', () => {
  const steps = planSteps('Who is the spouse of the director of Big Eyes?', MOST);

  expect(steps.map(({ step_number }) => step_number)).toEqual([1, 2, 3]);
  expect(steps[0]?.search_query).toBe('Who is the spouse of the director of Big Eyes?');
  expect(steps[1]?.search_query).toContain('Big Eyes');
  expect(steps[2]?.depends_on).toEqual([2]);
});

test('a comparison gets a step for each side, and one for both that depends on them', () => {
  const steps = planSteps('Which is taller, the Eiffel Tower or the Chrysler Building?', MOST);

  expect(steps.map(({ depends_on }) => depends_on)).toEqual([[], [], [], [2, 3]]);
  expect(steps[1]?.search_query).toContain('Eiffel Tower');
  expect(steps[2]?.search_query).toContain('Chrysler Building');
});

test('an open subject is looked at from its sides', () => {
  const steps = planSteps('Impact of AI on software development', MOST);

  expect(steps).toHaveLength(5);
  expect(steps[3]?.search_query).toBe('Impact AI software development risks criticism limitations');
  expect(steps.every(({ depends_on }) => depends_on.length === 0)).toBe(true);
});

test('a plain fact needs no further step', () => {
  expect(planSteps('How deep is Lake Baikal?', MOST).map(({ depends_on }) => depends_on)).toEqual([
    [],
    [],
  ]);
});

test.each(['?', '🦆', '中国的首都是哪里', 'a'.repeat(5_000)])(
  'there is always a step: %#',
  (query) => {
    const steps = planSteps(query, MOST);

    expect(steps.length).toBeGreaterThan(0);
    for (const { search_query } of steps) expect(search_query.length).toBeLessThanOrEqual(400);
  },
);

test('steps beyond the limit are dropped together with what depends on them', () => {
  const steps = planSteps('Which is taller, the Eiffel Tower or the Chrysler Building?', 2);

  expect(steps).toHaveLength(2);
  for (const { step_number, depends_on } of steps)
    expect(depends_on.every((number) => number < step_number)).toBe(true);
});

test('complexity follows the number of steps', () => {
  const steps = planSteps('Impact of AI on software development', MOST);

  expect([2, 3, 5].map((count) => complexityOf(steps.slice(0, count)))).toEqual([
    'simple',
    'moderate',
    'complex',
  ]);
});
