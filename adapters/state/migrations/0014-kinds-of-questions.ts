import { type Kysely, type Migration, sql } from 'kysely';

/** What kinds of questions a batch or schedule asks: what a key has to be for, to see it. */
export const kindsOfQuestions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table batches add column kinds text[] not null default '{}'`.execute(db);
    await sql`
      update batches set kinds = array(
        select distinct kind from batch_items
        where batch_id = batches.id and kind is not null order by kind
      )`.execute(db);
    // The lines of a batch to be are no rows yet: they may be of any kind.
    await sql`
      alter table schedules add column kinds text[] not null default '{research,search}'`.execute(
      db,
    );
    await sql`
      update schedules set kinds = array[target -> 'question' ->> 'kind']
      where target ->> 'runs' = 'question'`.execute(db);
  },
};
