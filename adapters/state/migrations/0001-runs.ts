import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Runs and their events. Bodies are `json`, not `jsonb`: they are never searched,
 * and `json` keeps the order of fields that the API documents.
 */
export const runs: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createRuns(db);
    await createRunEvents(db);
    await createAppend(db);
  },
};

async function createRuns(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table runs (
      id text primary key,
      kind text not null,
      owner text not null,
      status text not null,
      query text not null,
      mode text not null,
      request json not null,
      result json,
      error json,
      workflow_id text not null,
      idempotency_key text,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      completed_at timestamptz,
      last_seq integer not null default 0,
      closed boolean not null default false,
      unique (owner, idempotency_key)
    )`.execute(db);
  await sql`create index runs_by_owner on runs (owner, created_at desc, id desc)`.execute(db);
  await sql`create index runs_open on runs (created_at, id) where status in ('queued', 'running')`.execute(
    db,
  );
}

async function createRunEvents(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table run_events (
      run_id text not null references runs (id) on delete cascade,
      seq integer not null,
      key text not null,
      type text not null,
      data json not null,
      at timestamptz not null default now(),
      primary key (run_id, seq),
      unique (run_id, key)
    )`.execute(db);
}

/**
 * Appending is one call of the database, since the embedded one takes a millisecond of this process for each.
 * The run's row is locked first, so what the later statements see is all that was appended before;
 * `data` comes with its keys once each, and `run-end` last or not at all.
 */
async function createAppend(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function append_run_events(run text, keys text[], types text[], data text[])
    returns boolean language plpgsql as $$
    declare
      last integer;
      appended integer;
    begin
      select last_seq into last from runs where id = run and not closed for update;
      if not found then
        return false;
      end if;

      insert into run_events (run_id, seq, key, type, data)
      select run, last + row_number() over (order by position), told.key, told.type, told.data::json
      from unnest(keys, types, data) with ordinality as told (key, type, data, position)
      where not exists (
        select from run_events known where known.run_id = run and known.key = told.key
      );
      get diagnostics appended = row_count;

      if appended > 0 then
        update runs
        set last_seq = last + appended, closed = types[cardinality(types)] = 'run-end'
        where id = run;
        perform pg_notify('plumbline_run_events', run);
      end if;
      return true;
    end
    $$`.execute(db);
}
