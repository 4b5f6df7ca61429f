import { type Kysely, type Migration, sql } from 'kysely';

/** Settings of the administrator, providers of models, counters of limits, and usage. */
export const administration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createSettings(db);
    await createProviders(db);
    await createCounters(db);
    await createUsage(db);
  },
};

async function createSettings(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table settings (
      one boolean primary key default true check (one),
      value json not null default '{}'
    )`.execute(db);
  await sql`insert into settings default values`.execute(db);
  await sql`
    create trigger settings_access after update on settings
    for each statement execute function raise_access_version()`.execute(db);
}

async function createProviders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table providers (
      id text primary key,
      name text not null unique,
      kind text not null,
      api_url text not null,
      priority integer not null,
      sealed_key text,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create trigger providers_access after insert or delete or update on providers
    for each statement execute function raise_access_version()`.execute(db);
}

/**
 * Many counters are raised by one call, in the order of their names, so that two calls never wait for each other.
 * A window begins with its first use and is as long as the limit says now. Losing the last moment in a crash of the
 * server is worth not waiting for its disk. Half of each page stays free, so that raising a counter moves no index.
 */
async function createCounters(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rate_counters (
      name text primary key,
      points bigint not null,
      started_at timestamptz not null
    ) with (fillfactor = 50)`.execute(db);
  await sql`
    create function raise_counters(names text[], added bigint[], windows_ms bigint[])
    returns table (counter text, counted bigint, left_ms double precision) language plpgsql as $$
    declare
      moment timestamptz := clock_timestamp();
    begin
      perform set_config('synchronous_commit', 'off', true);
      return query
        insert into rate_counters as kept (name, points, started_at)
        select raised.name, raised.points, moment
        from unnest(names, added, windows_ms) as raised (name, points, window_ms)
        order by raised.name
        on conflict (name) do update set
          points = case
            when kept.started_at + windows_ms[array_position(names, kept.name)] * interval '1 millisecond' <= moment
            then excluded.points else kept.points + excluded.points end,
          started_at = case
            when kept.started_at + windows_ms[array_position(names, kept.name)] * interval '1 millisecond' <= moment
            then moment else kept.started_at end
        returning
          kept.name,
          kept.points,
          greatest(0, windows_ms[array_position(names, kept.name)]
            - extract(epoch from moment - kept.started_at) * 1000)::double precision;
    end
    $$`.execute(db);
}

async function createUsage(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table model_usage (
      day date not null,
      owner text not null,
      key_id text not null,
      model text not null,
      requests bigint not null,
      prompt_tokens bigint not null,
      completion_tokens bigint not null,
      primary key (day, owner, key_id, model)
    )`.execute(db);
}
