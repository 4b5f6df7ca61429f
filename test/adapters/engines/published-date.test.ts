import { expect, test } from 'vitest';
import { publishedDate } from '../../../adapters/engines/published-date.js';

const now = Date.parse('2026-03-10T12:00:00Z');

test.each([
  ['2024-05-01', '2024-05-01'],
  ['2024-05-01T10:00:00', '2024-05-01'],
  ['2024-05-01 10:00:00+0200', '2024-05-01T08:00:00.000Z'],
  ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00.000Z'],
  ['2024', '2024'],
  ['2024-05', '2024-05'],
  ['Mar 5, 2024', '2024-03-05'],
  ['March 5 2024', '2024-03-05'],
  ['5 Mar 2024', '2024-03-05'],
  ['2 days ago', '2026-03-08'],
  ['3 hours ago', '2026-03-10'],
  ['3 hour(s), 5 minute(s) ago', '2026-03-10'],
  ['1 week ago', '2026-03-03'],
  ['99999999999999999999 years ago', undefined],
  ['2031-01-01', undefined],
  ['2024-13-45', undefined],
  ['yesterday', undefined],
  ['vor 3 Tagen', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('%j is %j', (told, date) => {
  expect(publishedDate(told, now)).toBe(date);
});
