import { expect, test } from 'vitest';
import { judgeSteps } from '../../../domain/research/judge-steps.js';
import { openQuestions } from '../../../domain/research/open-questions.js';

const STEP = {
  step_number: 1,
  description: 'The depth',
  search_query: 'depth of Moss Lake',
  expected_outcome: '',
  depends_on: [],
};

test.each([
  ['covered', '', []],
  ['not', '', ['The depth (“depth of Moss Lake”): not covered']],
  [
    'partly',
    'depth',
    ['The depth (“depth of Moss Lake”): covered in part; nothing was found on: depth'],
  ],
] as const)('a step that is %s with “%s” missing', (state, missing, open) => {
  expect(openQuestions([STEP], [{ step_number: 1, state, missing }])).toEqual(open);
});

test('a step that no query was for was not looked for', () => {
  const judged = judgeSteps({ steps: [STEP], asked: [], documents: [], passages: [] });

  expect(openQuestions([STEP], judged)).toEqual([
    'The depth (“depth of Moss Lake”): not looked for',
  ]);
});
