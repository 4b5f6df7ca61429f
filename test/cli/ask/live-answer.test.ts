import { expect, test } from 'vitest';
import { addToAnswer, NO_ANSWER } from '../../../cli/ask/live-answer.js';

test('an answer grows by its pieces', () => {
  expect(written(['answer-start'], delta('The '), delta('Moon'))).toBe('The Moon');
});

test('a retry drops what the failed attempt had written, and what it still writes', () => {
  const text = written(
    ['answer-start', { attempt: 1 }],
    delta('Half a sen'),
    ['step-retry', { step: 'writeAnswer', attempt: 2 }],
    delta('tence', 1),
    delta('Whole.', 2),
  );

  expect(text).toBe('Whole.');
});

test('a retry of another step leaves the answer alone', () => {
  expect(written(delta('Kept.'), ['step-retry', { step: 'checkAnswer', attempt: 2 }])).toBe(
    'Kept.',
  );
});

test('another writer begins anew', () => {
  const text = written(
    ['answer-start', { attempt: 3 }],
    delta('Half', 3),
    ['answer-start', { attempt: 1 }],
    delta('Whole.', 1),
  );

  expect(text).toBe('Whole.');
});

test('a correction replaces the text', () => {
  expect(written(delta('Wrong.'), ['answer-replaced', { text: 'Right.' }])).toBe('Right.');
});

test('a report grows by its sections; a retry begins its own anew, and a correction replaces one', () => {
  const text = written(
    ['answer-start', { section: 1 }],
    ['answer-delta', { text: 'First. ', section: 1 }],
    ['step-retry', { step: 'writeSection', attempt: 2 }],
    ['answer-delta', { text: 'late', section: 2, attempt: 1 }],
    ['answer-start', { section: 2, attempt: 2 }],
    ['answer-delta', { text: 'Second.', section: 2, attempt: 2 }],
    ['answer-replaced', { text: 'Second, right.', section: 2, attempt: 1 }],
  );

  expect(text).toBe('First. Second, right.');
});

type Told = [type: string, data?: Record<string, unknown>];

function delta(text: string, attempt = 1): Told {
  return ['answer-delta', { text, attempt }];
}

function written(...told: Told[]): string {
  const events = told.map(([type, data = {}], index) => ({ seq: index + 1, type, data }));
  return events.reduce(addToAnswer, NO_ANSWER).text;
}
