import { NO_QUANTITY, type Quantity } from './quantity.js';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const MONTH =
  '(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(\\d{4})(?!\\d)';

const ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
const DAY_FIRST = new RegExp(
  `(?<![\\p{L}\\d.,])${DAY}(?:\\s+of)?\\s+${MONTH}\\b\\.?(?:\\s?,?\\s+${YEAR})?`,
  'giu',
);
const MONTH_FIRST = new RegExp(
  `(?<!\\p{L})${MONTH}\\.?\\s+${DAY}(?![\\d\\p{L}]|[,.]\\d)(?:\\s?,?\\s+${YEAR})?`,
  'giu',
);
const MONTH_YEAR = new RegExp(`(?<!\\p{L})${MONTH}\\.?,?\\s+(?:of\\s+)?${YEAR}`, 'giu');

/** The dates of a text that name a month; `value` is the year, 0 when none is given. */
export function findDates(text: string): Quantity[] {
  return [
    ...[...text.matchAll(ISO)].map((match) =>
      date(match, { year: match[1], month: Number(match[2]), day: match[3] }),
    ),
    ...[...text.matchAll(DAY_FIRST)].map((match) =>
      date(match, { day: match[1], month: monthNumber(match[2]), year: match[3] }),
    ),
    ...[...text.matchAll(MONTH_FIRST)].map((match) =>
      date(match, { month: monthNumber(match[1]), day: match[2], year: match[3] }),
    ),
    ...[...text.matchAll(MONTH_YEAR)].map((match) =>
      date(match, { month: monthNumber(match[1]), day: undefined, year: match[2] }),
    ),
  ];
}

function date(
  match: RegExpMatchArray,
  { year, month, day }: { year: string | undefined; month: number; day: string | undefined },
): Quantity {
  const start = match.index ?? 0;
  return {
    ...NO_QUANTITY,
    start,
    end: start + match[0].length,
    kind: 'date',
    value: Number(year ?? 0),
    month,
    day: day === undefined ? null : Number(day),
  };
}

function monthNumber(name: string | undefined): number {
  const prefix = (name ?? '').toLowerCase().slice(0, 3);
  return MONTHS.findIndex((month) => month.startsWith(prefix)) + 1;
}
