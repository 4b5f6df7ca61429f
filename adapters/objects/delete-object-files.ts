import { readdir, rm } from 'node:fs/promises';
import { fileFailure, isMissing } from './file-failure.js';

/** Deletes a folder with all objects in it; returns how many there were. Throws ServiceError. */
export async function deleteObjectFiles(folder: string): Promise<number> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    return files.length;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw fileFailure(error);
  }
}
