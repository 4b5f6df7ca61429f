import { type Kysely, type Migration, sql } from 'kysely';

/** With which key something was asked for, to count its tokens towards it. The key may be deleted since. */
export const runKeys: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const table of ['runs', 'batches', 'schedules'])
      await sql`alter table ${sql.table(table)} add column key_id text`.execute(db);
  },
};
