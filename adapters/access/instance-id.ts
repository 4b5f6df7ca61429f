import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';

/** What all processes over one database have in common, and no others. */
export async function readInstanceId({ tables }: Pick<Database, 'tables'>): Promise<string> {
  const { instance_id } = await callDatabase(() =>
    tables.selectFrom('access_state').select('instance_id').executeTakeFirstOrThrow(),
  );
  return instance_id;
}
