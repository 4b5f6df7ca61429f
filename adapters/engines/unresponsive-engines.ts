import { ServiceError } from '../../contracts/failures.js';
import type { Warning } from '../../contracts/warnings.js';

/** What SearXNG says when an upstream engine keeps it out, rather than being down. */
const KEPT_OUT = /captcha|too many requests|access denied|suspended/i;

/** Names an upstream engine of SearXNG that gave nothing; `entry` is its name and the reason, as SearXNG tells them. */
export function warningOf(entry: readonly unknown[]): Warning {
  const [name, reason] = entry.map(String);
  return {
    code: 'engine-unresponsive',
    message: `SearXNG's engine ${name ?? 'without a name'} gave no results: ${reason ?? 'no reason told'}.`,
    subject: `searxng/${name ?? 'unknown'}`,
  };
}

/** The failure that unresponsive engines amount to when there is no result at all. */
export function outageOf(warnings: readonly Warning[]): ServiceError {
  const messages = warnings.map(({ message }) => message).join(' ');
  const code = KEPT_OUT.test(messages) ? 'blocked' : 'unavailable';
  return new ServiceError(code, `searxng has no results because its engines failed. ${messages}`);
}
