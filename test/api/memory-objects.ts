import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ObjectStore } from '../../contracts/objects.js';

/** Objects kept in memory, each under a key of its own. */
export function memoryObjects(): ObjectStore {
  const kept = new Map<string, Uint8Array>();
  const get = async (key: string) => kept.get(key) ?? new Uint8Array();
  return {
    async put(prefix, body) {
      const key = `${prefix}/${randomUUID()}`;
      kept.set(key, Buffer.from(body));
      return key;
    },
    async putStream(prefix, body) {
      const bytes = await buffer(body);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const key = `${prefix}/${sha256}`;
      kept.set(key, bytes);
      return { key, sizeBytes: bytes.length, sha256 };
    },
    getStream: async (key) => Readable.from([await get(key)]),
    withFile: () => Promise.reject(new Error('these objects are in no file')),
    get,
    getText: async (key) => Buffer.from(await get(key)).toString('utf8'),
    has: async (key) => kept.has(key),
    list: async (prefix) => [...kept.keys()].filter((key) => key.startsWith(`${prefix}/`)).sort(),
    async deletePrefix(prefix) {
      const keys = [...kept.keys()].filter((key) => key.startsWith(`${prefix}/`));
      for (const key of keys) kept.delete(key);
      return keys.length;
    },
  };
}
