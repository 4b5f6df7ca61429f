import { ServiceError } from '../../contracts/failures.js';

const FULL = /no space left|disk quota|os error (28|122)/i;

/** Does work on the index. Throws ServiceError for what its files do. */
export async function callLance<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw lanceFailure(error);
  }
}

function lanceFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error;
  if (FULL.test(error.message)) {
    return new ServiceError('storage-full', 'The disk of the passage index is full.', {
      cause: error,
    });
  }
  return new ServiceError('unavailable', `The passage index failed: ${firstLine(error)}`, {
    cause: error,
  });
}

function firstLine({ message }: Error): string {
  return message.split('\n')[0]?.slice(0, 300) ?? '';
}
