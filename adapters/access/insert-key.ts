import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Actor } from '../../contracts/callers.js';
import { ServiceError } from '../../contracts/failures.js';
import type { CreatedApiKey, NewApiKey } from '../../contracts/keys.js';
import { storableJson, storableText } from '../state/storable-json.js';
import type { Tables } from '../state/tables.js';
import { audit } from './audit.js';
import { type KeyHash, newKey } from './key-hash.js';
import { SHOWN_COLUMNS, toApiKey } from './key-row.js';

/** How keys of this instance are made. */
export interface KeyMaking {
  readonly hash: KeyHash;
  /** What every key begins with. */
  readonly prefix: string;
}

/** Enters a new key with its hash alone. Throws ServiceError 'not-found' for an unknown owner. */
export async function insertKey(
  transaction: Kysely<Tables>,
  wanted: NewApiKey & { readonly by: Actor },
  { hash, prefix }: KeyMaking,
): Promise<CreatedApiKey> {
  const owner = storableText(wanted.owner);
  const user = await transaction
    .selectFrom('users')
    .select('id')
    .where('id', '=', owner)
    .executeTakeFirst();
  if (user === undefined)
    throw new ServiceError('not-found', `There is no user ${owner}: create the user first`);
  const { key, shown } = newKey(prefix);
  const row = await transaction
    .insertInto('api_keys')
    .values({
      id: randomUUID(),
      owner,
      name: storableText(wanted.name),
      hash: hash(key),
      prefix: shown,
      scopes: [...new Set(wanted.scopes)],
      rate_limit: wanted.limit ? storableJson(wanted.limit) : null,
      expires_at: wanted.expires_at === null ? null : new Date(wanted.expires_at),
    })
    .returning(SHOWN_COLUMNS)
    .executeTakeFirstOrThrow();
  const after = toApiKey(row);
  await audit(transaction, { by: wanted.by, action: 'key-create', target: row.id, after });
  return { ...after, key };
}
