import { type Kysely, type Migration, sql } from 'kysely';

/** Batches of questions and their items. `version` counts up under the lock of the batch's row. */
export const batches: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createBatches(db);
    await createBatchItems(db);
  },
};

async function createBatches(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table batches (
      id text primary key,
      owner text not null,
      name text,
      status text not null,
      window_size integer not null,
      total integer not null,
      item_keys json not null,
      workflow_id text not null,
      fingerprint text not null,
      idempotency_key text,
      error json,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      ended_at timestamptz,
      unique (owner, idempotency_key)
    )`.execute(db);
  await sql`create index batches_by_owner on batches (owner, created_at desc, id desc)`.execute(db);
  await sql`create index batches_open on batches (created_at, id) where ended_at is null`.execute(
    db,
  );
}

async function createBatchItems(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table batch_items (
      batch_id text not null references batches (id) on delete cascade,
      position integer not null,
      line integer not null,
      kind text,
      title text not null,
      status text not null,
      attempts integer not null default 0,
      run_id text,
      error json,
      version integer not null default 1,
      started_at timestamptz,
      ended_at timestamptz,
      primary key (batch_id, position)
    )`.execute(db);
  await sql`create index batch_items_by_status on batch_items (batch_id, status, position)`.execute(
    db,
  );
  await sql`create index batch_items_by_version on batch_items (batch_id, version)`.execute(db);
  await sql`create index batch_items_running on batch_items (run_id) where status = 'running'`.execute(
    db,
  );
}
