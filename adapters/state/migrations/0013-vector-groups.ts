import { type Kysely, type Migration, sql } from 'kysely';

/** By which model the texts of a group are embedded. */
export const vectorGroups: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table vector_groups (
        owner text not null,
        group_hash text not null,
        model text not null,
        dimension integer not null,
        primary key (owner, group_hash)
      )`.execute(db);
  },
};
