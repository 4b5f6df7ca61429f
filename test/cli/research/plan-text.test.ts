import { expect, test } from 'vitest';
import { parsePlan, planText } from '../../../cli/research/plan-text.js';

const STEPS = [
  {
    step_number: 1,
    description: 'Costs | in 2025',
    search_query: 'heat pump\ncosts 2025',
    expected_outcome: 'a figure',
    depends_on: [],
  },
  {
    step_number: 2,
    description: 'Savings',
    search_query: 'heat pump savings',
    expected_outcome: '',
    depends_on: [1],
  },
];

test('a plan that is saved as it was is the same plan', () => {
  expect(parsePlan(planText(STEPS))).toEqual({
    steps: [
      {
        step_number: 1,
        description: 'Costs in 2025',
        search_query: 'heat pump costs 2025',
        depends_on: [],
      },
      {
        step_number: 2,
        description: 'Savings',
        search_query: 'heat pump savings',
        depends_on: [1],
      },
    ],
  });
});

test('steps are numbered anew in their order, and dependencies follow', () => {
  const parsed = parsePlan('Subsidies\n3. Savings | savings | after: 7\n# gone\n7) Costs\n');

  expect(parsed).toMatchObject({
    steps: [
      { step_number: 1, description: 'Subsidies', search_query: 'Subsidies', depends_on: [] },
      { step_number: 2, search_query: 'savings', depends_on: [3] },
      { step_number: 3, description: 'Costs', depends_on: [] },
    ],
  });
});

test.each([
  ['# nothing left\n', 'no step'],
  ['1. A\n1. B\n', 'two lines have the number 1'],
  ['1. A | a | after: 4\n', 'after step 4'],
  ['1. A | a | after: 2\n2. B | b | after: 1\n', 'step'],
  [`1. ${'x'.repeat(1_001)}\n`, 'step 1'],
])('%j is no plan', (text, fault) => {
  expect(parsePlan(text)).toEqual({ fault: expect.stringContaining(fault) });
});
