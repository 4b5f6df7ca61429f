import { statfs } from 'node:fs/promises';
import { ServiceError } from '../../contracts/failures.js';

/**
 * What has to be left on the disk: more for beginning something than for going on with it, so that runs in hand can end.
 * The least is two log segments of 16 MB, which one of our transactions can need.
 */
const NEEDED_MB = { 'new-work': 64, 'work-in-hand': 32 };

/** What the room is for. */
export type Need = keyof typeof NEEDED_MB;

/**
 * Throws ServiceError 'storage-full' while a folder's disk has too little left. The embedded database must never meet a
 * disk that is really full: it ends with a panic and from then on occupies the whole process.
 */
export async function assertRoom(folder: string, need: Need): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= NEEDED_MB[need] * 2 ** 20) return;
  throw new ServiceError(
    'storage-full',
    `Less than ${NEEDED_MB[need]} MB are left on the disk of ${folder}. What is kept can be read; to write more, free some space.`,
  );
}
