import { ServiceError } from '../../contracts/failures.js';

const FULL = /read-?only|no space left|disk (?:usage|full)/i;
const REFUSED = /\b40[13]\b|unauthori[sz]ed|forbidden|anonymous access/i;

/** Makes one call to the server. Throws ServiceError. */
export async function callWeaviate<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw weaviateFailure(error);
  }
}

/** What the server, or the client on its behalf, says went wrong. */
export function weaviateFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error;
  const cause = { cause: error };
  const said = error.message.split('\n')[0]?.slice(0, 300) ?? '';
  if (FULL.test(said)) {
    return new ServiceError('storage-full', 'The disk of the passage index is full.', cause);
  }
  if (REFUSED.test(said)) {
    return new ServiceError('refused', `Weaviate refused us: ${said}`, cause);
  }
  return new ServiceError('unavailable', `Weaviate failed: ${said}`, cause);
}
