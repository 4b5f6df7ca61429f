import { type Kysely, type Migration, sql } from 'kysely';

/** Which key a key was made with, and what it counts as towards limits. */
export const keyFamilies: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      alter table api_keys
        add column made_with text references api_keys (id) on delete cascade,
        add column counted_as text`.execute(db);
    await sql`create index api_keys_by_maker on api_keys (made_with)`.execute(db);
  },
};
