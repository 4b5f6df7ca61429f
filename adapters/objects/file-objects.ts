import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../contracts/objects.js';
import { deleteObjectFiles } from './delete-object-files.js';
import { fileFailure, isMissing } from './file-failure.js';
import { assertPrefix, isObjectKey, notFound, objectKey } from './object-key.js';
import { createFileWriter } from './write-file-whole.js';

/**
 * Objects as files under a folder, which is made when first needed: the object `pages/ab…` is the file `pages/ab…`.
 * Throws ServiceError: bad-input, not-found, unavailable, storage-full.
 */
export function createFileObjects(folder: string): ObjectStore {
  const writeWhole = createFileWriter(join(folder, '.incoming'));
  return {
    async put(prefix, body) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      const key = objectKey(prefix, bytes);
      const path = join(folder, key);
      if ((await sizeOf(path)) !== bytes.length) await writeWhole(path, bytes);
      return key;
    },

    get,
    getText: async (key) => Buffer.from(await get(key)).toString(),
    has: async (key) => isObjectKey(key) && (await sizeOf(join(folder, key))) !== undefined,

    async deletePrefix(prefix) {
      assertPrefix(prefix);
      return deleteObjectFiles(join(folder, prefix));
    },
  };

  async function get(key: string): Promise<Uint8Array> {
    if (!isObjectKey(key)) throw notFound(key);
    return readFile(join(folder, key)).catch((error: unknown) => {
      throw isMissing(error) ? notFound(key) : fileFailure(error);
    });
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileFailure(error);
  }
}
