import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AskError, EXIT } from '../ask/ask-error.js';

/** A file to add, or a folder that could not be looked into. */
export interface Walked {
  readonly path: string;
  readonly filename: string;
  readonly reason?: string;
}

/** Files of what was named, folders with all folders in them, in the order of their names. Hidden entries and links in folders are left out. */
export async function walkFiles(paths: readonly string[]): Promise<Walked[]> {
  const walked: Walked[] = [];
  for (const path of paths) {
    const named = await stat(path).catch(() => undefined);
    if (named === undefined) throw missing(path);
    if (named.isDirectory()) walked.push(...(await walkFolder(path)));
    else walked.push(fileAt(path));
  }
  return [...new Map(walked.map((file) => [file.path, file])).values()];
}

async function walkFolder(folder: string): Promise<Walked[]> {
  const names = await readdir(folder).catch((error: unknown) => reasonOf(error));
  if (typeof names === 'string') return [{ ...fileAt(folder), reason: names }];
  const walked: Walked[] = [];
  for (const name of names.filter((one) => !one.startsWith('.')).sort()) {
    const path = join(folder, name);
    const entry = await lstat(path).catch(() => undefined);
    if (entry === undefined || entry.isFile()) walked.push(fileAt(path));
    else if (entry.isDirectory()) walked.push(...(await walkFolder(path)));
  }
  return walked;
}

function fileAt(path: string): Walked {
  return { path, filename: basename(path) };
}

/** What the system says of a file or folder that cannot be used. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function missing(path: string): AskError {
  return new AskError(`There is no file or folder ${path}.`, { exitCode: EXIT.badUse });
}
