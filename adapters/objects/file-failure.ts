import { ServiceError } from '../../contracts/failures.js';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** A file system's error as a ServiceError. */
export function fileFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error;
  if (FULL.has(codeOf(error))) {
    return new ServiceError('storage-full', 'The disk of the object store is full.', {
      cause: error,
    });
  }
  return new ServiceError('unavailable', `The object store failed: ${error.message}.`, {
    cause: error,
  });
}

export function isMissing(error: unknown): boolean {
  return MISSING.has(codeOf(error));
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
