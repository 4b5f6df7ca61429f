import { expect, test } from 'vitest';
import { tailRows } from '../../../cli/ask/tail-rows.js';

test('rows break at spaces, and inside of a word that is too long', () => {
  expect(tailRows('one two three', 8, 9)).toEqual(['one two', 'three']);
  expect(tailRows('abcdefghij', 4, 9)).toEqual(['abcd', 'efgh', 'ij']);
});

test('only the last rows are given', () => {
  expect(tailRows('one\n\ntwo three four', 5, 3)).toEqual(['two', 'three', 'four']);
});

test('rows stay as they are while the text grows', () => {
  const before = tailRows('one two three four five', 8, 9);

  expect(tailRows('one two three four five six seven', 8, 9).slice(0, 3)).toEqual(
    before.slice(0, 3),
  );
});
