import { expect, test } from 'vitest';
import { timeScope } from '../../../domain/search/time-scope.js';

test.each([
  ['What happened today in Paris?', 'day'],
  ['Earthquakes in the last week', 'week'],
  ['papers of the past month on batteries', 'month'],
  ['What is the latest version of Node?', 'year'],
  ['What was said last week in 1984?', null],
  ['Who won in 2024?', null],
  ['Who wrote Faust?', null],
  ['When was the last time the Olympics were held there?', null],
] as const)('%s reaches back: %s', (question, scope) => {
  expect(timeScope(question)).toBe(scope);
});
