import { expect, test } from 'vitest';
import { resemblance, shingles } from '../../../domain/search/shingles.js';

test('resemblance is the share of word runs in common', () => {
  const one = shingles('a b c d e');
  expect([...one]).toEqual(['a b c d', 'b c d e']);
  expect(resemblance(one, one)).toBe(1);
  expect(resemblance(one, shingles('A, b c d. E f'))).toBeCloseTo(2 / 3);
  expect(resemblance(one, shingles('e d c b a'))).toBe(0);
});

test('short and empty texts have at most one run', () => {
  expect(shingles('two words').size).toBe(1);
  expect(shingles('').size).toBe(0);
  expect(resemblance(shingles(''), shingles(''))).toBe(0);
});
