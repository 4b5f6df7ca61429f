import type { Selectable } from 'kysely';
import type { User, UserStore } from '../../contracts/users.js';
import type { UsersTable } from '../state/access-tables.js';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';
import { pageOf } from '../state/page-of.js';
import { storableText } from '../state/storable-json.js';
import { audit } from './audit.js';
import type { ChangeAccess } from './change-access.js';

/** The user table. */
export function createUserStore(database: Database, change: ChangeAccess): UserStore {
  const { tables } = database;
  return {
    create: ({ id, name, role }, by) =>
      change(async (transaction) => {
        const row = await transaction
          .insertInto('users')
          .values({ id: storableText(id), name: storableText(name), role })
          .onConflict((conflict) => conflict.doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const after = toUser(row);
        await audit(transaction, { by, action: 'user-create', target: row.id, after });
        return after;
      }),

    find: (id) =>
      callDatabase(async () => {
        const row = await tables
          .selectFrom('users')
          .selectAll()
          .where('id', '=', storableText(id))
          .executeTakeFirst();
        return row === undefined ? undefined : toUser(row);
      }),

    list: ({ limit, offset }) =>
      callDatabase(async () => {
        const oldest = tables.selectFrom('users').selectAll().orderBy('created_at').orderBy('id');
        const { rows, total } = await pageOf(oldest, { limit, offset });
        return { users: rows.map(toUser), total };
      }),

    change: (id, { name, role, active }, by) =>
      change(async (transaction) => {
        const users = transaction.selectFrom('users').selectAll();
        const row = await users.where('id', '=', storableText(id)).forUpdate().executeTakeFirst();
        if (row === undefined) return undefined;
        const before = toUser(row);
        const after = {
          ...before,
          name: name === undefined ? before.name : storableText(name),
          role: role ?? before.role,
          active: active ?? before.active,
        };
        await transaction
          .updateTable('users')
          .set({ name: after.name, role: after.role, active: after.active })
          .where('id', '=', row.id)
          .execute();
        await audit(transaction, { by, action: 'user-change', target: row.id, before, after });
        return after;
      }),
  };
}

function toUser({ id, name, role, active, created_at }: Selectable<UsersTable>): User {
  return { id, name, role, active, created_at: created_at.toISOString() };
}
