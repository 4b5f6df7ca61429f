import type { Role, Scope } from '../../contracts/callers.js';
import type { RateLimit } from '../../contracts/limits.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';

/** What decides on a key, and whose it is. */
export interface KeyRecord {
  readonly id: string;
  readonly hash: string;
  readonly owner: string;
  readonly role: Role;
  readonly active: boolean;
  readonly scopes: readonly Scope[];
  readonly limit: RateLimit | null;
  readonly expiresAt: string | null;
  readonly countedAs: string | undefined;
}

/** The key of a hash; undefined for none. Throws ServiceError. */
export async function findByHash(
  { tables }: Database,
  hash: string,
): Promise<KeyRecord | undefined> {
  const row = await callDatabase(() =>
    tables
      .selectFrom('api_keys')
      .innerJoin('users', 'users.id', 'api_keys.owner')
      .select(['api_keys.id', 'hash', 'owner', 'role', 'active', 'scopes'])
      .select(['rate_limit', 'expires_at', 'counted_as'])
      .where('hash', '=', hash)
      .executeTakeFirst(),
  );
  if (row === undefined) return undefined;
  const { rate_limit: limit, expires_at, counted_as, ...record } = row;
  const expiresAt = expires_at?.toISOString() ?? null;
  return { ...record, limit, expiresAt, countedAs: counted_as ?? undefined };
}
