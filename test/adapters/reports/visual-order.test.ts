import { expect, test } from 'vitest';
import { reorder } from '../../../adapters/reports/pdf/visual-order.js';

/** Lays words of ten points each as pdfmake does, and says what is seen from left to right, with the first position. */
function seen(words: readonly (readonly [string, number])[], cuts = { leading: 0, trailing: 0 }) {
  const inlines = words.map(([text, level], index) => ({ text, level, width: 10, x: 10 * index }));
  reorder({ inlines, leadingCut: cuts.leading, trailingCut: cuts.trailing });
  const xs = inlines.map(({ x }) => x);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  return { text: inlines.map(({ text }) => text).join('|'), x: xs[0] };
}

test('a line without right-to-left text stays as it is', () => {
  expect(
    seen([
      ['one ', 0],
      ['two', 0],
    ]),
  ).toEqual({ text: 'one |two', x: 0 });
});

test('words from right to left are turned around, numbers among them are not', () => {
  const words = [
    ['אב ', 1],
    ['12', 2],
    ['.5 ', 2],
    ['גד', 1],
  ] as const;

  expect(seen(words).text).toBe('גד|12|.5 |אב ');
});

test('a few words from right to left stand within a line from left to right', () => {
  const words = [
    ['see ', 0],
    ['אב ', 1],
    ['גד', 1],
    [' there', 0],
  ] as const;

  expect(seen(words).text).toBe('see |גד|אב | there');
});

test('signs alone are turned around too, with the blank after them', () => {
  expect(
    seen([
      ['אב ', 1],
      ['– ', 1],
      ['גד', 1],
    ]).text,
  ).toBe('גד| –|אב ');
});

test('the blank at the end of a line hangs over its left side', () => {
  expect(
    seen(
      [
        ['אב ', 1],
        ['גד ', 1],
      ],
      { leading: 0, trailing: 3 },
    ),
  ).toEqual({
    text: 'גד |אב ',
    x: -3,
  });
});
