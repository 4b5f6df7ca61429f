import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileFailure, isMissing } from './file-failure.js';

/** Names of all objects in a folder and below it, parted by `/`; none when there is no such folder. Throws ServiceError. */
export async function listObjectFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  } catch (error) {
    if (isMissing(error)) return [];
    throw fileFailure(error);
  }
}
