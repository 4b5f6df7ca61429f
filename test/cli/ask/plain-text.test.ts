import { expect, test } from 'vitest';
import { plainData, plainLine, plainText } from '../../../cli/ask/plain-text.js';

test.each([
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b]0;title\u0007text', 'text'],
  ['\u009b2Jcleared', 'cleared'],
  ['a\rb\bc\u0000d\u007fe', 'abcde'],
  ['one\n\ttwo', 'one\n\ttwo'],
  ['\u202eevil\u202c', 'evil'],
  ['naïve 月 👩‍🚀', 'naïve 月 👩‍🚀'],
])('%j is shown as %j', (text, plain) => {
  expect(plainText(text)).toBe(plain);
});

test('a line is one line, and no longer than asked', () => {
  expect(plainLine('a\n  b\t\u001b[1mc')).toBe('a b c');
  expect(plainLine('abcdef', 4)).toBe('abc…');
});

test('every text inside of data is made plain', () => {
  expect(plainData({ a: ['\u0007x', 1, null], 'k\u0007': { b: '\u001b[1my' } })).toEqual({
    a: ['x', 1, null],
    k: { b: 'y' },
  });
});
