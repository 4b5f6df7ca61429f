import { sql } from 'kysely';
import type { KeyStore } from '../../contracts/keys.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';
import { pageOf } from '../state/page-of.js';
import { storableText } from '../state/storable-json.js';
import { audit } from './audit.js';
import type { ChangeAccess } from './change-access.js';
import { deleteFamily } from './delete-family.js';
import { insertKey, type KeyMaking } from './insert-key.js';
import { SHOWN_COLUMNS, toApiKey } from './key-row.js';

interface KeyStoreParts {
  readonly database: Database;
  readonly change: ChangeAccess;
  readonly making: KeyMaking;
}

/** The key table. */
export function createKeyStore({ database, change, making }: KeyStoreParts): KeyStore {
  const { tables } = database;
  return {
    create: (key, by) => change((transaction) => insertKey(transaction, { ...key, by }, making)),

    find: (id) =>
      callDatabase(async () => {
        const row = await tables
          .selectFrom('api_keys')
          .select(SHOWN_COLUMNS)
          .where('id', '=', storableText(id))
          .executeTakeFirst();
        return row === undefined ? undefined : toApiKey(row);
      }),

    list: ({ owner, within, limit, offset }) =>
      callDatabase(async () => {
        let matching = tables.selectFrom('api_keys');
        if (owner !== undefined) matching = matching.where('owner', '=', storableText(owner));
        if (within !== undefined) {
          const { scopes, own } = within;
          matching = matching.where(
            sql<boolean>`(scopes <@ ${[...scopes]}::text[] or id = ${own}::text)`,
          );
        }
        const newest = matching
          .select(SHOWN_COLUMNS)
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc');
        const { rows, total } = await pageOf(newest, { limit, offset });
        return { keys: rows.map(toApiKey), total };
      }),

    remove: (id, by) =>
      change(async (transaction) => {
        const deleted = await deleteFamily(transaction, storableText(id));
        for (const before of deleted)
          await audit(transaction, { by, action: 'key-delete', target: before.id, before });
        return deleted.length > 0;
      }),
  };
}
