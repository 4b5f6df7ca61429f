import { expect, test } from 'vitest';
import { sourceSnippet } from '../../../domain/search/source-snippet.js';

test('a short text stays, on one line', () => {
  expect(sourceSnippet(' one\n\ntwo ')).toBe('one two');
});

test('a long text is cut at a word limit and says so', () => {
  expect(sourceSnippet('seven77 '.repeat(100))).toBe(`${'seven77 '.repeat(37).trim()}…`);
  expect(sourceSnippet('x'.repeat(1_000))).toBe(`${'x'.repeat(299)}…`);
});
