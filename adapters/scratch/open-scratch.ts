import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIVING, scratchPrefix } from './scratch-name.js';
import { sweepScratch } from './sweep-scratch.js';

/** The folder of this process for its temporary files. */
export interface Scratch {
  readonly folder: string;
  close(): Promise<void>;
}

interface ScratchSettings {
  /** Where the folders of all processes are made; the system's folder for temporary files. */
  readonly parent?: string | undefined;
  warn(error: unknown, message: string): void;
}

/**
 * Makes a folder for the temporary files of this process, and takes away those of processes that were killed. As long as
 * the process lives it listens in its folder, which nothing can feign once it is gone. Where none can be made the
 * system's folder is used as it is, and the work that needs a file says what is wrong.
 */
export async function openScratch({ parent = tmpdir(), warn }: ScratchSettings): Promise<Scratch> {
  await sweepScratch(parent).catch((error: unknown) =>
    warn(error, 'temporary files of processes that are gone could not be taken away'),
  );
  try {
    const folder = await mkdtemp(join(parent, scratchPrefix()));
    const silence = await listenIn(folder);
    return {
      folder,
      async close() {
        await silence();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    warn(error, 'no folder for temporary files can be made');
    return { folder: parent, close: async () => {} };
  }
}

/** A file system without sockets, or a path too long for one, leaves the folder without: nobody takes it away then. */
async function listenIn(folder: string): Promise<() => Promise<void>> {
  const server = createServer((connection) => connection.destroy());
  const listens = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(join(folder, LIVING), () => resolve(true));
  });
  server.unref();
  return async () => {
    if (listens) await new Promise((resolve) => server.close(resolve));
  };
}
