import { type Kysely, type Migration, sql } from 'kysely';

/** The workflow that makes a run and is to start it, for runs that are made by one. */
export const runParents: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table runs add column parent_workflow_id text`.execute(db);
  },
};
