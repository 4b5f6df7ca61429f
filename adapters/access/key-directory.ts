import { timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import {
  ADMIN_KEY_ID,
  type CallerDirectory,
  type Identity,
  SCOPES,
} from '../../contracts/callers.js';
import { LOCAL_OWNER } from '../../contracts/owners.js';
import type { Database } from '../state/database.js';
import type { AccessWatch } from './access-watch.js';
import { findByHash, type KeyRecord } from './find-by-hash.js';
import type { KeyHash } from './key-hash.js';
import type { LastUsed } from './last-used.js';

const REMEMBERED = 20_000;

const ADMINISTRATOR: Identity = {
  caller: {
    owner: LOCAL_OWNER,
    scopes: SCOPES,
    role: 'admin',
    keyId: ADMIN_KEY_ID,
    via: 'key',
    expiresAt: null,
    limit: null,
  },
};
const UNKNOWN: Identity = { refused: 'unknown' };

interface KeyDirectoryParts {
  readonly database: Database;
  readonly watch: AccessWatch;
  readonly hash: KeyHash;
  readonly lastUsed: LastUsed;
  /** ADMIN_API_KEY: an administrator's key that is in no table. */
  readonly adminKey: string | undefined;
}

/**
 * Knows callers by their keys. Keys are remembered, known and unknown ones apart, so that guesses crowd out no real
 * key; what is remembered is forgotten with every change of access.
 */
export function createKeyDirectory(parts: KeyDirectoryParts): CallerDirectory {
  const { database, watch, hash, lastUsed, adminKey } = parts;
  const known = new LRUCache<string, KeyRecord>({ max: REMEMBERED });
  const unknown = new LRUCache<string, true>({ max: REMEMBERED });
  const adminHash = adminKey === undefined ? undefined : hash(adminKey);
  let changes = 0;
  watch.onChange(() => {
    changes += 1;
    known.clear();
    unknown.clear();
  });

  return {
    async identify(key) {
      const hashed = hash(key);
      if (adminHash !== undefined && isSame(hashed, adminHash)) return ADMINISTRATOR;
      const stale = watch.fresh();
      if (stale !== undefined) await stale;
      const record = known.get(hashed) ?? (await lookUp(hashed));
      if (record === undefined || !isSame(hashed, record.hash)) return UNKNOWN;
      return identityOf(record, lastUsed);
    },
  };

  async function lookUp(hashed: string): Promise<KeyRecord | undefined> {
    if (unknown.has(hashed)) return undefined;
    const before = changes;
    const record = await findByHash(database, hashed);
    // What was read before a change must not outlive it.
    if (before !== changes) return record;
    if (record === undefined) unknown.set(hashed, true);
    else known.set(hashed, record);
    return record;
  }
}

function identityOf(record: KeyRecord, lastUsed: LastUsed): Identity {
  const { id: keyId, owner, role, active, scopes, limit, expiresAt, countedAs } = record;
  if (!active) return { refused: 'inactive' };
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) return { refused: 'expired' };
  lastUsed.note(keyId);
  const allowed = role === 'admin' ? scopes : scopes.filter((scope) => scope !== 'admin');
  const caller = { owner, scopes: allowed, role, keyId, via: 'key', expiresAt, limit } as const;
  return { caller: countedAs === undefined ? caller : { ...caller, countedAs } };
}

/** In a time that does not depend on where they differ. Both are hashes of one length. */
function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
