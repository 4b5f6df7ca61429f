import { type Kysely, type Migration, sql } from 'kysely';

/** Users, their keys, the settings of the administrator, and the log of changes to them. */
export const access: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createUsers(db);
    await createKeys(db);
    await createAuditLog(db);
    await createVersion(db);
  },
};

async function createUsers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table users (
      id text primary key,
      name text not null,
      role text not null,
      active boolean not null default true,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`insert into users (id, name, role) values ('local', 'Local owner', 'admin')`.execute(
    db,
  );
}

async function createKeys(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_keys (
      id text primary key,
      owner text not null references users (id) on delete cascade,
      name text not null,
      hash text not null unique,
      prefix text not null,
      scopes text[] not null,
      rate_limit json,
      expires_at timestamptz,
      created_at timestamptz not null default now(),
      last_used_at timestamptz
    )`.execute(db);
  await sql`create index api_keys_by_owner on api_keys (owner, created_at desc, id desc)`.execute(
    db,
  );
}

async function createAuditLog(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_log (
      seq bigint generated always as identity primary key,
      at timestamptz not null default now(),
      actor text not null,
      key_id text,
      action text not null,
      target text not null,
      before json,
      after json
    )`.execute(db);
}

/**
 * Whatever decides on access raises one version, in the transaction of the change and whoever makes it, so that
 * a process sees by one number whether what it remembers still holds. Being used is no change of a key.
 */
async function createVersion(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table access_state (
      one boolean primary key default true check (one),
      version bigint not null default 0,
      pepper_check text,
      administrator_made boolean not null default false
    )`.execute(db);
  await sql`insert into access_state default values`.execute(db);
  await sql`
    create function raise_access_version() returns trigger language plpgsql as $$
    begin
      update access_state set version = version + 1;
      perform pg_notify('plumbline_access', '');
      return null;
    end
    $$`.execute(db);
  await sql`
    create trigger users_access after insert or delete or update on users
    for each statement execute function raise_access_version()`.execute(db);
  await sql`
    create trigger api_keys_access
    after insert or delete or update of owner, hash, scopes, rate_limit, expires_at on api_keys
    for each statement execute function raise_access_version()`.execute(db);
}
