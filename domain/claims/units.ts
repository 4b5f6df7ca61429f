/** Factors of the words that scale a number; lakh and crore are Indian for 100,000 and 10,000,000. */
export const SCALES: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['lakh', 1e5],
  ['m', 1e6],
  ['mn', 1e6],
  ['million', 1e6],
  ['crore', 1e7],
  ['b', 1e9],
  ['bn', 1e9],
  ['billion', 1e9],
  ['t', 1e12],
  ['tn', 1e12],
  ['trillion', 1e12],
]);

const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ['$', 'USD'],
  ['us$', 'USD'],
  ['usd', 'USD'],
  ['dollar', 'USD'],
  ['dollars', 'USD'],
  ['a$', 'AUD'],
  ['c$', 'CAD'],
  ['€', 'EUR'],
  ['eur', 'EUR'],
  ['euro', 'EUR'],
  ['euros', 'EUR'],
  ['£', 'GBP'],
  ['gbp', 'GBP'],
  ['pounds', 'GBP'],
  ['¥', 'JPY'],
  ['yen', 'JPY'],
  ['₹', 'INR'],
  ['rupees', 'INR'],
]);

interface Measure {
  readonly dimension: string;
  /** Size in the base unit of its dimension: metre, gram, second, square metre, litre, byte. */
  readonly factor: number;
}

/** International definitions; a month and a year are their Gregorian means. */
const MEASURES: ReadonlyMap<string, Measure> = new Map(
  (
    [
      ['length', 1e-3, 'mm millimetre millimeter'],
      ['length', 1e-2, 'cm centimetre centimeter'],
      ['length', 1, 'metre meter m'],
      ['length', 1e3, 'km kilometre kilometer'],
      ['length', 0.0254, 'inch inches'],
      ['length', 0.3048, 'ft foot feet'],
      ['length', 0.9144, 'yd yard'],
      ['length', 1609.344, 'mi mile'],
      ['mass', 1e-3, 'mg milligram'],
      ['mass', 1, 'gram g'],
      ['mass', 1e3, 'kg kilogram'],
      ['mass', 453.59237, 'lb lbs'],
      ['mass', 1e6, 'tonne'],
      ['time', 1e-3, 'ms millisecond'],
      ['time', 1, 'second sec'],
      ['time', 60, 'minute min'],
      ['time', 3600, 'hour'],
      ['time', 86_400, 'day'],
      ['time', 604_800, 'week'],
      ['time', 2_629_746, 'month'],
      ['time', 31_556_952, 'year'],
      ['area', 1e6, 'km²'],
      ['area', 2_589_988.11, 'mi²'],
      ['area', 1e4, 'hectare ha'],
      ['area', 4046.8564, 'acre'],
      ['volume', 1, 'litre liter'],
      ['data', 1e3, 'kb kilobyte'],
      ['data', 1e6, 'mb megabyte'],
      ['data', 1e9, 'gb gigabyte'],
      ['data', 1e12, 'tb terabyte'],
      ['celsius', 1, '°c'],
      ['fahrenheit', 1, '°f'],
    ] as const
  ).flatMap(([dimension, factor, names]) =>
    names.split(' ').map((name): [string, Measure] => [name, { dimension, factor }]),
  ),
);

/** The currency code of a sign or a word; empty for anything else. */
export function currencyOf(sign: string): string {
  return CURRENCIES.get(sign.toLowerCase()) ?? '';
}

/** The one name of a unit however it is written, percent and currencies included; empty for any other word. */
export function unitOf(word: string): string {
  const lower = word.toLowerCase().replace(/\s+/g, ' ');
  if (lower.startsWith('per') && lower.includes('cent')) return '%';
  if (lower === '%' || lower === '‰') return lower;
  const square = lower
    .replace(/^square (?:kilomet(?:re|er)s?|km)$/, 'km²')
    .replace(/^square miles?$/, 'mi²');
  const name = square.replace(/^° /, '°');
  const singular = name.length > 3 ? name.replace(/s$/, '') : name;
  return currencyOf(name) || (MEASURES.has(name) ? name : MEASURES.has(singular) ? singular : '');
}

/** The measure behind a unit's name; undefined for percent and currencies. */
export function measureOf(unit: string): Measure | undefined {
  return MEASURES.get(unit);
}
