/**
 * A cron expression as Temporal reads it. Where both days are limited, cron means either of them (crontab(5)) and
 * Temporal both, so it is told twice, each time with one of them.
 */
export function cronStrings(cron: string): string[] {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron
    .trim()
    .split(/\s+/);
  if (day.startsWith('*') || weekday.startsWith('*')) return [cron];
  return [`${minute} ${hour} ${day} ${month} *`, `${minute} ${hour} * ${month} ${weekday}`];
}
