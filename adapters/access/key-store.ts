import type { KeyStore } from '../../contracts/keys.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';
import { pageOf } from '../state/page-of.js';
import { storableText } from '../state/storable-json.js';
import { audit } from './audit.js';
import type { ChangeAccess } from './change-access.js';
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

    list: ({ owner, limit, offset }) =>
      callDatabase(async () => {
        let matching = tables.selectFrom('api_keys');
        if (owner !== undefined) matching = matching.where('owner', '=', storableText(owner));
        const newest = matching
          .select(SHOWN_COLUMNS)
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc');
        const { rows, total } = await pageOf(newest, { limit, offset });
        return { keys: rows.map(toApiKey), total };
      }),

    remove: (id, by) =>
      change(async (transaction) => {
        const row = await transaction
          .deleteFrom('api_keys')
          .where('id', '=', storableText(id))
          .returning(SHOWN_COLUMNS)
          .executeTakeFirst();
        if (row === undefined) return false;
        const before = toApiKey(row);
        await audit(transaction, { by, action: 'key-delete', target: row.id, before });
        return true;
      }),
  };
}
