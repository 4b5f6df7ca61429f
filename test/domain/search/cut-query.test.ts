import { expect, test } from 'vitest';
import { cutQuery } from '../../../domain/search/cut-query.js';

test('a short text becomes one line', () => {
  expect(cutQuery(' two\n\t words ')).toBe('two words');
});

test('a long text is cut at the last word limit within 400 characters', () => {
  const cut = cutQuery('seven77 '.repeat(100));
  expect(cut).toBe('seven77 '.repeat(50).trim());
});

test('a text without spaces is cut hard, but not inside a character', () => {
  expect(cutQuery('x'.repeat(500))).toHaveLength(400);
  expect(cutQuery(`x${'🙂'.repeat(300)}`)).toBe(`x${'🙂'.repeat(199)}`);
});
