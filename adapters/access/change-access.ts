import type { Kysely } from 'kysely';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';
import type { Tables } from '../state/tables.js';
import type { AccessWatch } from './access-watch.js';

/** Makes a change whole or not at all; this process knows of it before it returns. */
export type ChangeAccess = <T>(work: (transaction: Kysely<Tables>) => Promise<T>) => Promise<T>;

export function createChangeAccess(database: Database, watch: AccessWatch): ChangeAccess {
  return async (work) => {
    await database.assertRoom('work-in-hand');
    const result = await callDatabase(() =>
      database.tables.transaction().setIsolationLevel('read committed').execute(work),
    );
    await watch.check();
    return result;
  };
}
