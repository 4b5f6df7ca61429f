import { statfs } from 'node:fs/promises';
import { ServiceError } from '../../contracts/failures.js';

/** More than the two log segments of 16 MB and the pages that one of our transactions can need. */
const RESERVE_BYTES = 64 * 2 ** 20;

/**
 * Throws ServiceError 'storage-full' while a folder's disk has less than 64 MB left. The embedded database must never
 * meet a disk that is really full: it ends with a panic and from then on occupies the whole process.
 */
export async function assertRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= RESERVE_BYTES) return;
  throw new ServiceError(
    'storage-full',
    `Less than 64 MB are left on the disk of ${folder}. What is kept can be read; to write more, free some space.`,
  );
}
