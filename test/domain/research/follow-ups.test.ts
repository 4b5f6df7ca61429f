import { expect, test } from 'vitest';
import type { JudgedStep } from '../../../contracts/research-steps.js';
import { followUps } from '../../../domain/research/follow-ups.js';

const QUESTION = 'How do heat pumps perform in cold climates?';

test('a side of the subject that is open is asked for in words of the question', () => {
  const asked = next(
    [step(1, QUESTION, QUESTION), step(2, 'Costs', 'heat pumps costs')],
    [
      { step_number: 1, state: 'covered', missing: '' },
      { step_number: 2, state: 'not', missing: 'costs' },
    ],
  );

  expect(asked).toEqual(['How do heat pumps perform in cold climates – what about costs?']);
});

test('what is partly covered is narrowed to what is missing', () => {
  const part = step(1, 'What is said of “Tim Burton born”', 'Tim Burton born when');

  expect(next([part], [{ step_number: 1, state: 'partly', missing: 'born' }])).toEqual([
    'What is known about Tim Burton with regard to born?',
  ]);
});

test.each([
  ['a name', step(1, 'What is said of “Plumbline”', 'Plumbline'), 'What is known about Plumbline?'],
  [
    'what reads as a question',
    step(1, 'What is said of “it”', 'What happens when everything ends'),
    'What happens when everything ends?',
  ],
])('%s is asked for as it stands', (_what, part, asked) => {
  const judged = [{ step_number: 1, state: 'partly', missing: 'Plumbline' } as const];

  expect(next([part], judged)).toEqual([asked]);
});

test('the question itself is not asked again', () => {
  const whole = step(1, 'Sources on the question as a whole', `${QUESTION} `);

  expect(next([whole], [{ step_number: 1, state: 'not', missing: '' }])).toEqual([]);
});

test('a run that covered everything asks about what its sources disagree on, each once', () => {
  const side = { source_id: '1', quote: 'q' };
  const dispute = { topic: 'Depth of Lake Baikal?', first: side, second: side };

  expect(
    followUps({ question: QUESTION, steps: [], judged: [], contradictions: [dispute, dispute] }),
  ).toEqual(['Why do sources disagree on Depth of Lake Baikal?']);
});

test('at most five questions are asked', () => {
  const steps = Array.from({ length: 8 }, (_, at) => step(at + 1, `Side ${at}`, `pumps ${at}`));

  expect(next(steps, [])).toHaveLength(5);
});

function next(steps: ReturnType<typeof step>[], judged: readonly JudgedStep[]) {
  return followUps({ question: QUESTION, steps, judged, contradictions: [] });
}

function step(step_number: number, description: string, search_query: string) {
  return { step_number, description, search_query, expected_outcome: '', depends_on: [] };
}
