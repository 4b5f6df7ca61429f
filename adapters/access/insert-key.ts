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

/** Enters a new key with its hash alone. Throws as `KeyStore.create`. */
export async function insertKey(
  transaction: Kysely<Tables>,
  wanted: NewApiKey & { readonly by: Actor },
  { hash, prefix }: KeyMaking,
): Promise<CreatedApiKey> {
  const owner = storableText(wanted.owner);
  await assertMayHave(transaction, owner, wanted.scopes);
  if (wanted.madeWith) await assertStillThere(transaction, wanted.madeWith);
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
      made_with: wanted.madeWith ?? null,
      counted_as: wanted.countedAs ?? null,
    })
    .returning(SHOWN_COLUMNS)
    .executeTakeFirstOrThrow();
  const after = toApiKey(row);
  await audit(transaction, { by: wanted.by, action: 'key-create', target: row.id, after });
  return { ...after, key };
}

/** A key with the scope admin would silently lack it where its user is no administrator. */
async function assertMayHave(
  transaction: Kysely<Tables>,
  owner: string,
  scopes: NewApiKey['scopes'],
): Promise<void> {
  const user = await transaction
    .selectFrom('users')
    .select('role')
    .where('id', '=', owner)
    .executeTakeFirst();
  if (user === undefined)
    throw new ServiceError('not-found', `There is no user ${owner}: create the user first`);
  if (!scopes.includes('admin') || user.role === 'admin') return;
  throw new ServiceError(
    'forbidden',
    `A key gives the scope admin only while the user list says that its owner is an administrator, and ${owner} is none there; ` +
      `let an administrator send {"role": "admin"} to PATCH /api/admin/users/${encodeURIComponent(owner)} first`,
  );
}

/** The maker is held until the new key is there, so that it cannot outlive a deletion that comes in between. */
async function assertStillThere(transaction: Kysely<Tables>, maker: string): Promise<void> {
  const found = await transaction
    .selectFrom('api_keys')
    .select('id')
    .where('id', '=', maker)
    .forKeyShare()
    .executeTakeFirst();
  if (found === undefined)
    throw new ServiceError('not-found', 'The key that this one was to be made with is deleted');
}
