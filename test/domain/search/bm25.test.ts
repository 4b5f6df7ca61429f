import { expect, test } from 'vitest';
import { bm25 } from '../../../domain/search/bm25.js';

const index = bm25([
  ['cat', 'sat', 'mat'],
  ['cat', 'cat', 'dog'],
  ['dog', 'ran', 'far', 'away', 'home', 'again'],
]);

test('scores follow the formula', () => {
  const idf = Math.log(1 + (3 - 1 + 0.5) / 1.5);
  expect(index.idf('mat')).toBeCloseTo(idf);
  const length = 1.2 * (0.25 + (0.75 * 3) / 4);
  expect(index.score(0, ['mat'])).toBeCloseTo((idf * 2.2) / (1 + length));
});

test('rare words, repeated words and short texts count more', () => {
  expect(index.score(0, ['mat'])).toBeGreaterThan(index.score(0, ['cat']));
  expect(index.score(1, ['cat'])).toBeGreaterThan(index.score(0, ['cat']));
  expect(index.score(1, ['dog'])).toBeGreaterThan(index.score(2, ['dog']));
});

test('a word asked for twice counts once, an unknown one not at all', () => {
  expect(index.score(0, ['mat', 'mat', 'cow'])).toBe(index.score(0, ['mat']));
  expect(index.score(9, ['mat'])).toBe(0);
  expect(bm25([]).score(0, ['mat'])).toBe(0);
});
