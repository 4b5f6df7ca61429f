import { ServiceError } from '../../contracts/failures.js';

/** The failure of a page that was fetched but cannot be read; `reason` follows "the page at <host>". */
export function unreadable(url: string, reason: string, cause?: unknown): ServiceError {
  return new ServiceError('unreadable', `the page at ${new URL(url).host} ${reason}`, { cause });
}
