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
  expect(index.score(0, asks('mat'))).toBeCloseTo((idf * 2.2) / (1 + length));
});

test('rare words, repeated words and short texts count more', () => {
  expect(index.score(0, asks('mat'))).toBeGreaterThan(index.score(0, asks('cat')));
  expect(index.score(1, asks('cat'))).toBeGreaterThan(index.score(0, asks('cat')));
  expect(index.score(1, asks('dog'))).toBeGreaterThan(index.score(2, asks('dog')));
});

test('a word counts as much as its weight, an unknown one not at all', () => {
  expect(index.score(0, asks('mat', 'cow'))).toBe(index.score(0, asks('mat')));
  expect(index.score(9, asks('mat'))).toBe(0);
  expect(index.score(0, [['mat', 3]])).toBeCloseTo(3 * index.score(0, asks('mat')));
  expect(bm25([]).score(0, asks('mat'))).toBe(0);
});

function asks(...stems: string[]): [string, number][] {
  return stems.map((stem) => [stem, 1]);
}
