import { type Kysely, type Migration, sql } from 'kysely';

/** Lets a repeated request find the schedule that it made. */
export const scheduleKeys: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      alter table schedules
        add column idempotency_key text,
        add column fingerprint text,
        add unique (owner, idempotency_key)`.execute(db);
  },
};
