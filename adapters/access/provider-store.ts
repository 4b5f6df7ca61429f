import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { Provider, ProviderStore } from '../../contracts/providers.js';
import type { ProvidersTable } from '../state/access-tables.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';
import { storableText } from '../state/storable-json.js';
import type { Tables } from '../state/tables.js';
import { audit } from './audit.js';
import type { ChangeAccess } from './change-access.js';
import { changeProvider } from './change-provider.js';
import type { Sealing } from './sealed-text.js';

interface ProviderStoreParts {
  readonly database: Database;
  readonly change: ChangeAccess;
  readonly sealing: Sealing;
}

/** The provider table. Keys are sealed for their provider and leave it only to be sent to that. */
export function createProviderStore(parts: ProviderStoreParts): ProviderStore {
  const { database, change, sealing } = parts;
  const { tables } = database;
  return {
    list: () =>
      callDatabase(async () => {
        const rows = tables.selectFrom('providers').selectAll().orderBy('priority').orderBy('name');
        return (await rows.execute()).map(toProvider);
      }),

    find: (id) =>
      callDatabase(async () => {
        const row = await findRow(tables, id);
        return row === undefined ? undefined : toProvider(row);
      }),

    create: ({ name, kind, api_url, priority }, by) =>
      change(async (transaction) => {
        const row = await transaction
          .insertInto('providers')
          .values({ id: randomUUID(), name, kind, api_url: storableText(api_url), priority })
          .onConflict((conflict) => conflict.doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const after = toProvider(row);
        await audit(transaction, { by, action: 'provider-create', target: row.id, after });
        return after;
      }),

    change: (id, wanted, by) =>
      change(async (transaction) => {
        const row = await findRow(transaction, id);
        if (row === undefined) return undefined;
        const changed = await changeProvider(transaction, row, wanted);
        if (changed === undefined) return undefined;
        const [before, after] = [toProvider(row), toProvider(changed)];
        await audit(transaction, { by, action: 'provider-change', target: id, before, after });
        return after;
      }),

    remove: (id, by) =>
      change(async (transaction) => {
        const row = await findRow(transaction, id);
        if (row === undefined) return false;
        await transaction.deleteFrom('providers').where('id', '=', row.id).execute();
        const before = toProvider(row);
        await audit(transaction, { by, action: 'provider-delete', target: id, before });
        return true;
      }),

    setKey: (id, key, by) =>
      change(async (transaction) => {
        const row = await findRow(transaction, id);
        if (row === undefined) return false;
        const sealed_key = key === null ? null : sealing.seal(key, placeOf(row.id));
        await transaction
          .updateTable('providers')
          .set({ sealed_key })
          .where('id', '=', row.id)
          .execute();
        await audit(transaction, {
          by,
          action: key === null ? 'provider-key-delete' : 'provider-key-set',
          target: row.id,
          before: { key_set: row.sealed_key !== null },
          after: { key_set: key !== null },
        });
        return true;
      }),
  };
}

/** What a provider's key is sealed for. */
export function placeOf(providerId: string): string {
  return `provider ${providerId}`;
}

function findRow(db: Kysely<Tables>, id: string): Promise<Selectable<ProvidersTable> | undefined> {
  return db
    .selectFrom('providers')
    .selectAll()
    .where('id', '=', storableText(id))
    .executeTakeFirst();
}

function toProvider(row: Selectable<ProvidersTable>): Provider {
  const { sealed_key, created_at, ...provider } = row;
  return { ...provider, key_set: sealed_key !== null, created_at: created_at.toISOString() };
}
