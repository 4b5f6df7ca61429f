import { expect, test } from 'vitest';
import { queryTerms } from '../../../domain/search/query-terms.js';

test('words of names weigh twice, other telling words once, function words nothing', () => {
  expect([...queryTerms('Who directed the film Big Eyes?')]).toEqual([
    ['direct', 1],
    ['film', 1],
    ['big', 2],
    ['ey', 2],
  ]);
  expect(queryTerms('???').size).toBe(0);
});
