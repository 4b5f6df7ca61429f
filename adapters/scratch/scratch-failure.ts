import { tmpdir } from 'node:os';
import { ServiceError } from '../../contracts/failures.js';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Why a temporary file could not be made, as a ServiceError: storage-full, or unavailable; any other error as it is. */
export function scratchFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof ServiceError)
    return error;
  const { code, message } = error;
  if (typeof code !== 'string') return error;
  const advice = `make room in ${tmpdir()}, or set TMPDIR to another folder`;
  return FULL.has(code)
    ? new ServiceError('storage-full', `The folder for temporary files is full: ${advice}.`, {
        cause: error,
      })
    : new ServiceError(
        'unavailable',
        `The folder for temporary files cannot be used (${message}): set TMPDIR to one that can be written.`,
        { cause: error },
      );
}
