import type { Selectable } from 'kysely';
import type { ApiKey } from '../../contracts/keys.js';
import type { ApiKeysTable } from '../state/access-tables.js';

/** A row of the key table as it is shown: without its hash. */
export function toApiKey(row: Omit<Selectable<ApiKeysTable>, 'hash' | 'counted_as'>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    owner: row.owner,
    prefix: row.prefix,
    scopes: row.scopes,
    limit: row.rate_limit,
    made_with: row.made_with,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}

export const SHOWN_COLUMNS = [
  'id',
  'name',
  'owner',
  'prefix',
  'scopes',
  'rate_limit',
  'made_with',
  'created_at',
  'expires_at',
  'last_used_at',
] as const;
