import { createHash } from 'node:crypto';
import { ServiceError } from '../../contracts/failures.js';

/** Plain names joined by `/`: nothing in a prefix can lead out of the store, and none looks like a hash. */
const PREFIX =
  /^(?![0-9a-f]{64}(\/|$))[a-z0-9][a-z0-9_-]{0,99}(\/(?![0-9a-f]{64}(\/|$))[a-z0-9][a-z0-9_-]{0,99}){0,7}$/i;
const KEY = /^(.+)\/[0-9a-f]{64}$/;

/** The key of a body, `<prefix>/<sha-256 in hex>`. Throws ServiceError 'bad-input' for a prefix that is not plain. */
export function objectKey(prefix: string, body: Uint8Array): string {
  assertPrefix(prefix);
  return keyOfHash(prefix, createHash('sha256').update(body).digest('hex'));
}

export function keyOfHash(prefix: string, sha256: string): string {
  return `${prefix}/${sha256}`;
}

/** Whether a store can hold such a key; one that it cannot hold is not found. */
export function isObjectKey(key: string): boolean {
  return PREFIX.test(KEY.exec(key)?.[1] ?? '');
}

export function assertPrefix(prefix: string): void {
  if (PREFIX.test(prefix)) return;
  throw new ServiceError('bad-input', `${JSON.stringify(prefix)} is no prefix of objects.`);
}

export function notFound(key: string): ServiceError {
  return new ServiceError('not-found', `There is no object ${JSON.stringify(key)}.`);
}
