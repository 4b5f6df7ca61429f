import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileFailure, isMissing } from './file-failure.js';

/** Older than any write takes: left behind by a process that died. */
const LEFT_BEHIND_MS = 60 * 60 * 1_000;
const MAX_ATTEMPTS = 3;

/** A body, whole or as it comes. */
type Body = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Writes files so that they are there whole, on the disk, or not at all, whatever happens meanwhile. They are written
 * in the folder given first, which is cleared of what dead processes left behind there; where a file belongs is asked
 * when all of it has come. Throws ServiceError, or what breaks the body off.
 */
export function createFileWriter(
  incoming: string,
): (body: Body, place: () => string) => Promise<void> {
  let ready: Promise<void> | undefined;
  return async (body, place) => {
    const draft = join(incoming, randomUUID());
    try {
      ready ??= prepare(incoming);
      await ready;
      await writeToDisk(draft, body);
      await moveInto(draft, place());
    } catch (error) {
      // The folder may have been moved away: it is made again the next time.
      ready = undefined;
      await rm(draft, { force: true }).catch(() => {});
      throw fileFailure(error);
    }
  };
}

async function prepare(incoming: string): Promise<void> {
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > LEFT_BEHIND_MS) await rm(path, { force: true });
  }
}

async function writeToDisk(path: string, body: Body): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    if (body instanceof Uint8Array) await file.writeFile(body);
    else for await (const piece of body) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The target's folder may be deleted between being made and being used. */
async function moveInto(draft: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      await rename(draft, path);
      break;
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isMissing(error)) throw error;
    }
  }
  await syncFolder(dirname(path));
}

/** Makes the new name last. Not every system lets a folder be opened; there it lasts as it may. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
