import { Cron } from 'croner';
import type { ScheduleTiming } from '../../contracts/schedule-store.js';
import type { RawSchedule } from '../../contracts/schedules.js';
import { ValidationError } from '../validation/validation-error.js';

/** Five fields of what cron and Temporal both understand: no seconds, no years, no `L`, `W`, `#` or `?`. */
const FIELD = '[0-9A-Za-z*,/-]+';
const CRON = new RegExp(`^\\s*${FIELD}(\\s+${FIELD}){4}\\s*$`);

/** When a schedule runs. Throws ValidationError for one that never does, and says what is wrong with it. */
export function checkTiming(raw: RawSchedule): ScheduleTiming {
  const { cron, interval, overlap, catchup_window: catchupSeconds } = raw;
  if ((cron === null) === (interval === null))
    throw fault(['body'], 'Give cron or interval, one of them', null);
  const timeZone = checkTimeZone(raw.time_zone);
  if (cron !== null) checkCron(cron, timeZone);
  if (interval !== null && interval.offset >= interval.every) {
    const message = 'offset must be smaller than every';
    throw fault(['body', 'interval', 'offset'], message, interval.offset);
  }
  return { cron: cron?.trim() ?? null, interval, timeZone, overlap, catchupSeconds };
}

function checkCron(cron: string, timezone: string): void {
  const wrong = (message: string) => fault(['body', 'cron'], message, cron);
  if (!CRON.test(cron))
    throw wrong(
      'cron takes five fields: minute, hour, day of month, month and day of week, such as 30 7 * * MON-FRI',
    );
  let next: Date | null;
  try {
    next = new Cron(cron, { timezone }).nextRun();
  } catch (error) {
    throw wrong(`cron cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (next === null) throw wrong('cron never fires: there is no such day');
}

/** The zone's own spelling, which is what Temporal knows it by. */
function checkTimeZone(name: string): string {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const spelt = known.find((zone) => zone.toLowerCase() === name.trim().toLowerCase());
  if (spelt !== undefined) return spelt;
  if (isZone(name)) return name.trim();
  const message = `unknown time zone ${name}; give a name such as Europe/Berlin or UTC`;
  throw fault(['body', 'time_zone'], message, name);
}

/** Older names are in no list; an offset such as +02:00 is none, and means nothing to Temporal. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/.test(name.trim())) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name.trim() });
    return true;
  } catch {
    return false;
  }
}

function fault(loc: string[], message: string, input: unknown): ValidationError {
  const msg = `Value error, ${message}`;
  return new ValidationError([{ type: 'value_error', loc, msg, input, ctx: { error: {} } }]);
}
