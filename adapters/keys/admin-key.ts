import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type CallerDirectory, SCOPES } from '../../contracts/callers.js';
import { LOCAL_OWNER } from '../../contracts/owners.js';

/** Knows the administrator by the key of the settings, and nobody without one. */
export function createAdminKey(setting: string | undefined): CallerDirectory {
  const salt = randomBytes(32);
  const hash = (key: string) => createHmac('sha256', salt).update(key).digest();
  const expected = setting === undefined ? undefined : hash(setting);
  return {
    async identify(credential) {
      if (expected === undefined || !timingSafeEqual(hash(credential), expected))
        return { refused: 'unknown' };
      return { caller: { owner: LOCAL_OWNER, scopes: SCOPES, role: 'admin', keyId: null } };
    },
  };
}
