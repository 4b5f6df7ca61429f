import { fileURLToPath } from 'node:url';
import { type DataConverter, ExternalStorage } from '@temporalio/common';
import type { ObjectStore } from '../../contracts/objects.js';
import { createObjectStorageDriver } from './object-storage-driver.js';
import { createPayloadCodec } from './payload-codec.js';
import type { PayloadKey } from './payload-keys.js';

/** No payload of ours comes near this; the net below catches one that does, long before Temporal's limit of 2 MB. */
const LARGEST_INLINE_BYTES = 128 * 1024;

/** Temporal loads it by path, and only as JavaScript: from the source, the built one is meant. */
const FAILURE_CONVERTER = import.meta.url.endsWith('.ts')
  ? '../../dist/adapters/payloads/failure-converter.js'
  : './failure-converter.js';

interface ConverterParts {
  readonly keys: readonly PayloadKey[];
  readonly objects: ObjectStore;
}

/** What workers and clients share: payloads and failures are encrypted, large ones are kept as objects. */
export function createDataConverter({ keys, objects }: ConverterParts): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec(keys)],
    failureConverterPath: fileURLToPath(new URL(FAILURE_CONVERTER, import.meta.url)),
    externalStorage: new ExternalStorage({
      drivers: [createObjectStorageDriver(objects)],
      payloadSizeThreshold: LARGEST_INLINE_BYTES,
    }),
  };
}
