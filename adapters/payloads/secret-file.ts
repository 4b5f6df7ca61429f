import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ServiceError } from '../../contracts/failures.js';

/**
 * Makes a file that its owner alone may read, unless there is one: in one step, and never over one that is there,
 * because what its secret protects would be lost. It is on the disk before this returns.
 */
export async function makeSecretFile(path: string, text: () => string): Promise<void> {
  if (await fileExists(path)) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeToDisk(draft, text());
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Throws ServiceError 'not-configured' when others may read the file. */
export async function readSecretFile(path: string): Promise<string> {
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new ServiceError(
      'not-configured',
      `Others may read the key file ${path}: run chmod 600 on it.`,
    );
  }
  return readFile(path, 'utf8');
}

export function fileExists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function writeToDisk(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
