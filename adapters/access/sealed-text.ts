import { ServiceError } from '../../contracts/failures.js';
import { openBytes, sealBytes } from '../payloads/aes-gcm.js';
import type { PayloadKey } from '../payloads/payload-keys.js';

/** Encrypts secrets that are kept in a table, for one place each: moved to another row they cannot be opened. */
export interface Sealing {
  seal(text: string, place: string): string;
  /** Throws ServiceError 'not-configured' when the key is not known, and 'unreadable' for what was damaged or moved. */
  open(sealed: string, place: string): string;
}

/** The first key seals, all open. */
export function createSealing(keys: readonly PayloadKey[]): Sealing {
  return {
    seal(text, place) {
      const [current] = keys;
      if (current === undefined)
        throw new ServiceError('not-configured', 'there is no payload key');
      const sealed = sealBytes(Buffer.from(text), current.secret, place);
      return `${current.id}:${sealed.toString('base64')}`;
    },

    open(sealed, place) {
      const split = sealed.indexOf(':');
      const id = sealed.slice(0, split);
      const key = keys.find((known) => known.id === id);
      if (key === undefined)
        throw new ServiceError(
          'not-configured',
          `A kept secret was encrypted with the key ${id}, which PAYLOAD_KEYS does not hold.`,
        );
      try {
        const data = Buffer.from(sealed.slice(split + 1), 'base64');
        return openBytes(data, key.secret, place).toString('utf8');
      } catch (cause) {
        throw new ServiceError('unreadable', `The secret of ${place} is damaged.`, { cause });
      }
    },
  };
}
