import { type StorageDriver, StorageDriverClaim } from '@temporalio/common';
import { ServiceError } from '../../contracts/failures.js';
import type { ObjectStore } from '../../contracts/objects.js';
import { bytesOf, payloadOf } from './payload-bytes.js';

/** Keeps payloads in our object store as they come, encrypted ones encrypted, and leaves their keys in the history. */
export function createObjectStorageDriver(objects: ObjectStore): StorageDriver {
  return {
    name: 'plumbline-objects',
    type: 'plumbline.objects',
    store: async ({ abortSignal }, payloads) =>
      Promise.all(
        payloads.map(async (payload) => {
          abortSignal?.throwIfAborted();
          const body = bytesOf(payload);
          return new StorageDriverClaim({ key: await objects.put('payloads', body) });
        }),
      ),
    retrieve: async ({ abortSignal }, claims) =>
      Promise.all(
        claims.map(async ({ claimData }) => {
          abortSignal?.throwIfAborted();
          const { key } = claimData;
          if (key === undefined) throw new ServiceError('not-found', 'a kept payload has no key');
          return payloadOf(await objects.get(key));
        }),
      ),
  };
}
