const ISO =
  /^(\d{4})-?(\d{2})(?:-?(\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?$/i;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const EARLIEST_YEAR = 1500;

/** Reads a date as sites write them and returns it in ISO 8601, with its time only where one was given. */
export function isoDate(value: string | null | undefined): string | null {
  const text = value?.trim() ?? '';
  const iso = ISO.exec(text) ?? ISO.exec(text.replaceAll('/', '-'));
  if (iso !== null) return fromParts(iso);
  if (/^\d{10}(?:\d{3})?$/.test(text)) return fromTimestamp(Number(text));
  return fromWords(text);
}

function fromParts([, year, month, day, time, seconds, zone]: RegExpExecArray): string | null {
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  if (!isReal(date)) return null;
  if (time === undefined) return date;
  const offset = zone?.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2') ?? '';
  const moment = `${date}T${time}${seconds ?? ':00'}${offset}`;
  return Number.isNaN(Date.parse(moment)) ? date : moment;
}

function fromTimestamp(value: number): string | null {
  return new Date(value > 1e11 ? value : value * 1000).toISOString().slice(0, 19).concat('Z');
}

/** Dates in English words, such as "Nov 20, 2019 at 4 pm" or "Wed, 20 Nov 2019 10:00:00 GMT". */
function fromWords(text: string): string | null {
  const zoned = /\d{1,2}:\d{2}.*(?:GMT|UTC|Z|[+-]\d{2}:?\d{2})\)?$/.test(text);
  if (zoned && isReal(text)) return new Date(text).toISOString().slice(0, 19).concat('Z');
  const month = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
  const american = new RegExp(
    `\\b${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`,
    'i',
  ).exec(text);
  if (american !== null) return fromNames(american[3], american[1], american[2]);
  const british = new RegExp(
    `\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+${month},?\\s+(\\d{4})\\b`,
    'i',
  ).exec(text);
  return british === null ? null : fromNames(british[3], british[2], british[1]);
}

function fromNames(year = '', month = '', day = ''): string | null {
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  const date = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isReal(date) ? date : null;
}

function isReal(text: string): boolean {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return false;
  const year = date.getUTCFullYear();
  return year >= EARLIEST_YEAR && year <= new Date().getUTCFullYear() + 1;
}
