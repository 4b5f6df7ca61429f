const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
};

/**
 * The date an engine tells, as ISO 8601: a day for `2024-03-05`, `Mar 5, 2024` and `2 days ago`, a time when it has
 * a zone, a year or month as it stands. Undefined for what cannot be read and for dates to come.
 */
export function publishedDate(
  text: string | null | undefined,
  now = Date.now(),
): string | undefined {
  const told = text?.trim() ?? '';
  const date = isoDate(told) ?? relativeDate(told, now) ?? writtenDate(told);
  if (date === undefined) return undefined;
  const time = Date.parse(date);
  return Number.isNaN(time) || time > now + DAY_MS ? undefined : date;
}

function isoDate(told: string): string | undefined {
  if (/^\d{4}(-\d{2})?$/.test(told)) return told;
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]|$)/.test(told)) return undefined;
  const zoned = /\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(told);
  const time = Date.parse(told);
  return zoned && !Number.isNaN(time) ? new Date(time).toISOString() : told.slice(0, 10);
}

function relativeDate(told: string, now: number): string | undefined {
  const match = /^(\d+)\s*(minute|hour|day|week|month|year)\(?s?\)?\b.*\bago$/i.exec(told);
  const unitMs = UNIT_MS[match?.[2]?.toLowerCase() ?? ''];
  return unitMs === undefined ? undefined : dayOf(now - Number(match?.[1]) * unitMs);
}

function writtenDate(told: string): string | undefined {
  if (!/^(?:[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9}\.? \d{4})$/i.test(told)) {
    return undefined;
  }
  const time = Date.parse(`${told} UTC`);
  return Number.isNaN(time) ? undefined : dayOf(time);
}

function dayOf(time: number): string | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}
