import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../contracts/objects.js';
import { deleteObjectFiles } from './delete-object-files.js';
import { fileFailure, isMissing } from './file-failure.js';
import { createHashing } from './hashing.js';
import { listObjectFiles } from './list-object-files.js';
import { assertPrefix, isObjectKey, keyOfHash, notFound, objectKey } from './object-key.js';
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
      if ((await sizeOf(path)) !== bytes.length) await writeWhole(bytes, () => path);
      return key;
    },

    async putStream(prefix, body) {
      assertPrefix(prefix);
      const passing = createHashing();
      const key = () => keyOfHash(prefix, passing.sha256());
      const place = () => {
        if (passing.broken() !== undefined) throw new Error('the body broke off');
        return join(folder, key());
      };
      await writeWhole(passing.through(body), place).catch((error: unknown) => {
        throw passing.broken() === undefined ? error : passing.broken()?.by;
      });
      return { key: key(), sizeBytes: passing.sizeBytes(), sha256: passing.sha256() };
    },

    get,

    async getStream(key) {
      const file = await open(pathOf(key)).catch(asFailure(key));
      return file.createReadStream();
    },

    async withFile(key, work) {
      const path = pathOf(key);
      if ((await sizeOf(path)) === undefined) throw notFound(key);
      return work(path);
    },

    getText: async (key) => Buffer.from(await get(key)).toString(),
    has: async (key) => isObjectKey(key) && (await sizeOf(join(folder, key))) !== undefined,

    async list(prefix) {
      assertPrefix(prefix);
      const names = await listObjectFiles(join(folder, prefix));
      return names.map((name) => `${prefix}/${name}`).sort();
    },

    async deletePrefix(prefix) {
      assertPrefix(prefix);
      return deleteObjectFiles(join(folder, prefix));
    },
  };

  async function get(key: string): Promise<Uint8Array> {
    return readFile(pathOf(key)).catch(asFailure(key));
  }

  function pathOf(key: string): string {
    if (!isObjectKey(key)) throw notFound(key);
    return join(folder, key);
  }
}

function asFailure(key: string): (error: unknown) => never {
  return (error) => {
    throw isMissing(error) ? notFound(key) : fileFailure(error);
  };
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileFailure(error);
  }
}
