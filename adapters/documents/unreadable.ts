import { ServiceError } from '../../contracts/failures.js';

/** A document that cannot be read; `reason` follows "the document" and says what to do. */
export function unreadable(reason: string, cause?: unknown): ServiceError {
  return new ServiceError('unreadable', `the document ${reason}`, { cause });
}

/** A document beyond a limit; `reason` follows "the document" and says what to do. */
export function tooLarge(reason: string): ServiceError {
  return new ServiceError('too-large', `the document ${reason}`);
}
