import { type Payload, StorageDriverClaim } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { ServiceError } from '../../contracts/failures.js';
import type { ObjectStore } from '../../contracts/objects.js';

/** Keeps payloads in our object store and leaves their keys in the history. */
export function createObjectStorageDriver(objects: ObjectStore) {
  return {
    name: 'plumbline-objects',
    type: 'plumbline.objects',
    store: async (_context: object, payloads: Payload[]): Promise<StorageDriverClaim[]> =>
      Promise.all(
        payloads.map(async (payload) => {
          const body = temporal.api.common.v1.Payload.encode(payload).finish();
          return new StorageDriverClaim({ key: await objects.put('payloads', body) });
        }),
      ),
    retrieve: async (_context: object, claims: StorageDriverClaim[]): Promise<Payload[]> =>
      Promise.all(
        claims.map(async ({ claimData }) => {
          const { key } = claimData;
          if (key === undefined) throw new ServiceError('not-found', 'a kept payload has no key');
          return temporal.api.common.v1.Payload.decode(await objects.get(key));
        }),
      ),
  };
}
