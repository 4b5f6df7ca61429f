import { setTimeout } from 'node:timers/promises';
import { ServiceError } from '../../contracts/failures.js';

const TIMEOUT_MS = 60_000;
const MISSING = new Set(['NoSuchKey', 'NotFound']);
const FULL = /StorageFull|QuotaExceeded|InsufficientStorage/;
const REFUSED =
  /AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|Forbidden|ExpiredToken|AccountProblem/;
const MISCONFIGURED = /^Invalid(BucketName|Endpoint|Port|Argument)/;

/** Makes one call to the server. Throws ServiceError, 'unavailable' when it takes longer than the limit, a minute. */
export async function callMinio<T>(call: () => Promise<T>, limitMs = TIMEOUT_MS): Promise<T> {
  const over = new AbortController();
  const late = setTimeout(limitMs, undefined, { signal: over.signal }).then(() => {
    throw new ServiceError('unavailable', 'The object store does not answer.');
  });
  try {
    return await Promise.race([call(), late]);
  } catch (error) {
    throw minioFailure(error);
  } finally {
    over.abort();
    late.catch(() => {});
  }
}

export function isMissing(error: unknown): boolean {
  return MISSING.has(nameOf(error));
}

function minioFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error;
  const name = nameOf(error);
  const cause = { cause: error };
  if (FULL.test(name)) {
    return new ServiceError('storage-full', 'The object store is full.', cause);
  }
  if (REFUSED.test(name)) {
    return new ServiceError('refused', `The object store refused us: ${error.message}`, cause);
  }
  if (MISCONFIGURED.test(name)) {
    return new ServiceError('not-configured', `The object store: ${error.message}`, cause);
  }
  return new ServiceError('unavailable', `The object store failed: ${error.message}`, cause);
}

/** The server's own code for what went wrong, or the client's name for it. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
