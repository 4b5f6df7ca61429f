import { expect, test } from 'vitest';
import type { StepsReply } from '../../../contracts/research-replies.js';
import { planSteps } from '../../../domain/research/plan-research.js';
import { stepsFromModel } from '../../../domain/research/steps-from-model.js';

const QUESTION = 'Who is the spouse of the director of the film Big Eyes?';
const [whole] = planSteps(QUESTION, 1);

function planned(steps: StepsReply['steps'], limit = 8) {
  return stepsFromModel({ steps }, { question: QUESTION, whole, limit });
}

const DIRECTOR = { task: 'Who directed it', query: 'director of the film Big Eyes', after: [] };

test('the question itself comes first, and what the model gave depends on what it said, by the new numbers', () => {
  const { steps } = planned([
    DIRECTOR,
    { task: '2. The spouse', query: 'spouse of [the director of Big Eyes]', after: [1] },
  ]);

  expect(steps).toMatchObject([
    { step_number: 1, search_query: QUESTION, depends_on: [] },
    { step_number: 2, description: 'Who directed it', depends_on: [] },
    {
      step_number: 3,
      description: 'The spouse',
      search_query: 'spouse of the director of Big Eyes',
      depends_on: [2],
    },
  ]);
});

test('a placeholder that points to a step is left out, and its step depends on the one before', () => {
  const { steps } = planned([
    DIRECTOR,
    { task: 'Spouse', query: 'spouse of [answer of step 1]', after: [] },
  ]);

  expect(steps?.at(-1)).toMatchObject({ search_query: 'spouse of', depends_on: [2] });
});

test.each([
  [
    'steps that wait for each other',
    [
      { ...DIRECTOR, after: [2] },
      { task: 'Spouse', query: 'spouse', after: [1] },
    ],
    'wait for each other',
  ],
  ['a step that is not there', [{ ...DIRECTOR, after: [7] }], 'which the plan lacks'],
  [
    'only what the question does not ask',
    [{ task: 'x', query: 'weather in Oslo', after: [] }],
    'no step says what to look up',
  ],
  ['nothing', [], 'no step says what to look up'],
])('%s is a fault', (_name, steps, fault) => {
  expect(planned(steps)).toEqual({ steps: null, fault: expect.stringContaining(fault) });
});

test('what repeats another step is replaced by it wherever it is needed, and junk is left out', () => {
  const { steps } = planned([
    DIRECTOR,
    { task: 'Again', query: 'the film Big Eyes director', after: [] },
    { task: 'Junk', query: 'the the the the the the', after: [] },
    { task: 'Spouse', query: 'spouse of the director', after: [2, 3, 0, 4] },
  ]);

  expect(steps?.map(({ description }) => description)).toEqual([
    whole?.description,
    'Who directed it',
    'Spouse',
  ]);
  expect(steps?.at(-1)?.depends_on).toEqual([2]);
});

test('a step with the name of one of the prompt’s example is named after its query', () => {
  const { steps } = planned([{ ...DIRECTOR, task: 'When the clock of that city was built' }]);

  expect(steps?.at(-1)?.description).toBe(DIRECTOR.query);
});

test('a plan is cut at its limit, and no step then waits for one that was cut off', () => {
  const { steps } = planned(
    [
      { ...DIRECTOR, after: [2] },
      { task: 'Spouse', query: 'spouse of the director', after: [] },
    ],
    2,
  );

  expect(steps).toHaveLength(2);
  expect(steps?.map(({ depends_on }) => depends_on)).toEqual([[], []]);
});
