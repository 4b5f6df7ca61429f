import { ServiceError } from '../../contracts/failures.js';

const FULL = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** Refused for who or what we are: no later try changes that. */
const REFUSED = /^(28|3D|42501)/;
/** Connection, shutdown, resources, time limits and a server that has become read-only. */
const AWAY = /^(08|57|53|55P03|25006|E[A-Z_]+$)/;
const CONFLICT = new Set(['40001', '40P01']);
/** What `pg` and PGlite say without a code when there is no connection to be had. */
const AWAY_MESSAGE =
  /connection terminated|connection timeout|timeout exceeded|not queryable|read timeout|after calling end|already been destroyed|pglite is closed/i;

/** A database's error as a ServiceError; an error that is a fault of ours comes back as it is. */
export function stateFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error;
  const code = codeOf(error);
  if (FULL.has(code) || /no space left on device/i.test(error.message)) {
    return new ServiceError('storage-full', 'The disk of the database is full.', { cause: error });
  }
  if (REFUSED.test(code)) {
    return new ServiceError('refused', `The database refused us: ${error.message}.`, {
      cause: error,
    });
  }
  if (CONFLICT.has(code) || AWAY.test(code) || AWAY_MESSAGE.test(error.message)) {
    return new ServiceError('unavailable', 'The database cannot be reached.', { cause: error });
  }
  return error;
}

/** Two transactions stood in each other's way, and the one that was given up can simply be repeated. */
export function isConflict(error: unknown): boolean {
  return CONFLICT.has(codeOf(error));
}

/** What is to be there once is there already. */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === '23505';
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
