import { expect, test } from 'vitest';
import { bidiLevels } from '../../../adapters/reports/pdf/bidi-levels.js';
import { mirror } from '../../../adapters/reports/pdf/mirror.js';

/** Levels as one digit for each character, under the text in logical order; letters A-Z stand for Hebrew. */
function levels(text: string): string {
  const hebrew = text.replace(/[A-Z]/g, (letter) =>
    String.fromCodePoint(0x5d0 + (letter.charCodeAt(0) - 65)),
  );
  return bidiLevels(hebrew).levels.join('');
}

test.each([
  ['plain text', '0000000000'],
  ['ABC', '111'],
  ['ABC abc', '1111222'],
  ['abc ABC', '0000111'],
  ['abc AB CD ef', '000011111000'],
  ['AB (cd) EF', '1111221111'],
  ['ab (CD) ef', '0000110000'],
  ['AB 12,5 %', '111222211'],
  ['AB 1-2', '111222'],
  ['ab, CD! ef', '0000110000'],
  ['AB [8].', '1111211'],
  ['AB (cd) [8].', '111122111211'],
  ['123', '000'],
  ['', ''],
])('%s has the levels %s', (text, wanted) => {
  expect(levels(text)).toBe(wanted);
});

test('numbers in Arabic text are read from left to right, also beside signs', () => {
  const { levels: found, base } = bidiLevels('عمق 1,642 م');

  expect(base).toBe(1);
  expect(found.join('')).toBe('11112222211');
});

test('marks go with the letter that they stand on', () => {
  expect(bidiLevels('אִa\u0301').levels.join('')).toBe('1122');
});

test('brackets of right-to-left text open where it begins', () => {
  expect(mirror('(א) «ב»')).toBe(')א( »ב«');
});
