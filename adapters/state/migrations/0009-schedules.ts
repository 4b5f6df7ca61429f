import { type Kysely, type Migration, sql } from 'kysely';

/** Schedules and the runs that they made; what a run is lies in the tables of runs and of batches. Batches may have a parent too. */
export const schedules: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table batches add column parent_workflow_id text`.execute(db);
    await sql`
      create table schedules (
        id text primary key,
        owner text not null,
        name text,
        timing json not null,
        target json not null,
        title text not null,
        questions integer not null,
        paused boolean not null,
        confirmed boolean not null default false,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`create index schedules_by_owner on schedules (owner, created_at desc, id desc)`.execute(
      db,
    );
    await sql`
      create table schedule_runs (
        schedule_id text not null references schedules (id) on delete cascade,
        id text not null,
        runs text not null,
        scheduled_at timestamptz not null,
        news json,
        added_at timestamptz not null default now(),
        primary key (schedule_id, id)
      )`.execute(db);
    await sql`
      create index schedule_runs_by_time
      on schedule_runs (schedule_id, scheduled_at desc, added_at desc)`.execute(db);
  },
};
