import { describe, expect, it } from 'vitest';
import { findQuantities } from '../../../domain/claims/find-quantities.js';
import { processorTime } from '../text/processor-time.js';

const read = (text: string) =>
  findQuantities(text).map(({ start, end, value, unit }) => [text.slice(start, end), value, unit]);

describe('findQuantities', () => {
  it.each([
    ['1,000', 1000, ''],
    ['1.5 million', 1_500_000, ''],
    ['$1.2 billion', 1_200_000_000, 'USD'],
    ['€5m', 5_000_000, 'EUR'],
    ['5 million dollars', 5_000_000, 'USD'],
    ['3.5 %', 3.5, '%'],
    ['3,5 %', 3.5, '%'],
    ['15 percent', 15, '%'],
    ['1k', 1000, ''],
    ['twenty-one thousand five hundred and six', 21_506, ''],
    ['a dozen', 12, ''],
    ['1990s', 1990, 'decade'],
    ['-5 °C', -5, '°c'],
    ['1.2 million square kilometres', 1_200_000, 'km²'],
  ])('reads %j', (text, value, unit) => {
    expect(read(`It has ${text} now`)).toEqual([[text, value, unit]]);
  });

  it.each([
    ['2 May 2024', 2024, 5, 2],
    ['May 2nd, 2024', 2024, 5, 2],
    ['2024-05-02', 2024, 5, 2],
    ['May 2024', 2024, 5, null],
    ['15 June', 0, 6, 15],
  ])('reads the date %j', (text, value, month, day) => {
    expect(findQuantities(`On ${text} it rained`)).toMatchObject([
      { kind: 'date', value, month, day },
    ]);
  });

  it('finds no number inside words, versions and times', () => {
    expect(read('B2B and MP3 in 3D')).toEqual([]);
    expect(findQuantities('at 10:30 with 2.0.1').map(({ literal }) => literal)).toEqual([
      '10:30',
      '2.0.1',
    ]);
  });

  it('stays linear over long runs of digits and number words', () => {
    const hostile = ['1,'.repeat(50_000), 'one '.repeat(20_000), '9'.repeat(100_000)];
    for (const text of [...hostile, 'May '.repeat(20_000)]) {
      expect(processorTime(() => findQuantities(text))).toBeLessThan(2_000);
    }
  });
});
