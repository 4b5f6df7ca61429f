import { readdir, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { LIVING, scratchPrefix } from './scratch-name.js';

/**
 * Takes away the folders of this machine's processes that are gone. A process counts as gone only when nobody listens at
 * its socket any more: one in another container, one that is stopped, and one whose folder has no socket all stay.
 */
export async function sweepScratch(parent: string): Promise<void> {
  const names = await readdir(parent);
  const folders = names
    .filter((name) => name.startsWith(scratchPrefix()))
    .map((name) => join(parent, name));
  const swept = await Promise.allSettled(
    folders.map(async (folder) => {
      if (await isGone(folder)) await rm(folder, { recursive: true, force: true });
    }),
  );
  for (const outcome of swept) if (outcome.status === 'rejected') throw outcome.reason;
}

function isGone(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(join(folder, LIVING));
    connection.once('connect', () => {
      connection.destroy();
      resolve(false);
    });
    connection.once('error', (error) => resolve('code' in error && error.code === 'ECONNREFUSED'));
  });
}
