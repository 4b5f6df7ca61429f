import { createHmac, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
/** Characters of the secret part that are shown: enough to tell keys apart, far too few to guess from. */
const SHOWN = 4;

/** What is kept of a key: HMAC-SHA-256 under the pepper, in Base64. */
export type KeyHash = (key: string) => string;

export function createKeyHash(pepper: string): KeyHash {
  return (key) => createHmac('sha256', pepper).update(key).digest('base64');
}

/** A new key of 256 random bits, and what is shown of it afterwards. */
export function newKey(prefix: string): { readonly key: string; readonly shown: string } {
  const key = `${prefix}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { key, shown: `${key.slice(0, prefix.length + SHOWN)}…` };
}
