import { type Kysely, type Migration, sql } from 'kysely';

/** Tells an instance from others of the product that it may ask, or be asked by. */
export const instance: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      alter table access_state
      add column instance_id text not null default gen_random_uuid()::text`.execute(db);
  },
};
