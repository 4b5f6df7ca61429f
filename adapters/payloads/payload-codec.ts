import type { Payload, PayloadCodec } from '@temporalio/common';
import { ServiceError } from '../../contracts/failures.js';
import { openBytes, sealBytes } from './aes-gcm.js';
import { bytesOf, payloadOf } from './payload-bytes.js';
import type { PayloadKey } from './payload-keys.js';

const ENCODING = 'binary/plumbline-aes-256-gcm';
/** Of a payload that stands for nothing at all. */
const NOTHING = 'binary/null';

/**
 * Encrypts each payload whole with AES-256-GCM (NIST SP 800-38D) under the first key; decrypts with any of them.
 * The data is nonce, tag and ciphertext; the metadata names the key. Payloads that are not ours pass through, and so
 * does nothing, which hides nothing: Temporal's command line could not read that an update gave none.
 * Throws ServiceError 'not-configured' when the key of a payload is not known.
 */
export function createPayloadCodec(keys: readonly PayloadKey[]): PayloadCodec {
  const [current] = keys;
  if (current === undefined) throw new ServiceError('not-configured', 'there is no payload key');
  const byId = new Map(keys.map((key) => [key.id, key]));

  return {
    encode: async (payloads) =>
      payloads.map((payload) => (isNothing(payload) ? payload : encrypt(payload, current))),
    decode: async (payloads) =>
      payloads.map((payload) => {
        if (metadataOf(payload, 'encoding') !== ENCODING) return payload;
        const id = metadataOf(payload, 'key-id');
        const key = byId.get(id);
        if (key !== undefined) return decrypt(payload, key);
        throw new ServiceError(
          'not-configured',
          `A payload was encrypted with the key ${id}, which PAYLOAD_KEYS does not hold.`,
        );
      }),
  };
}

function isNothing(payload: Payload): boolean {
  return metadataOf(payload, 'encoding') === NOTHING && (payload.data?.length ?? 0) === 0;
}

function encrypt(payload: Payload, { id, secret }: PayloadKey): Payload {
  return {
    metadata: { encoding: Buffer.from(ENCODING), 'key-id': Buffer.from(id) },
    data: sealBytes(bytesOf(payload), secret),
  };
}

function decrypt(payload: Payload, { id, secret }: PayloadKey): Payload {
  try {
    return payloadOf(openBytes(payload.data ?? new Uint8Array(), secret));
  } catch (cause) {
    throw new ServiceError('unreadable', `A payload under the key ${id} is damaged.`, { cause });
  }
}

function metadataOf({ metadata }: Payload, name: string): string {
  const value = metadata?.[name];
  return value instanceof Uint8Array ? Buffer.from(value).toString() : '';
}
