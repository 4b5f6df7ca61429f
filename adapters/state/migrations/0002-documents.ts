import { type Kysely, type Migration, sql } from 'kysely';

/** Documents, the bundles of pages they were parsed into, and collections. */
export const documents: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createDocuments(db);
    await createBundles(db);
    await createCollections(db);
  },
};

/** The columns that a received document always has are empty while its bytes come; an owner has the same bytes once. */
async function createDocuments(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table documents (
      id text primary key,
      owner text not null,
      status text not null,
      filename text not null,
      size_bytes bigint,
      content_hash text,
      original_key text,
      source_url text,
      media_type text,
      title text,
      language text,
      pages integer,
      warnings json not null default '[]',
      error json,
      run_id text,
      edition text,
      space text,
      chunks integer,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      indexed_at timestamptz,
      unique (owner, content_hash)
    )`.execute(db);
  await sql`create index documents_by_owner on documents (owner, created_at desc, id desc)`.execute(
    db,
  );
  await sql`
    create index documents_unsettled on documents (created_at, id)
    where status in ('uploading', 'queued', 'processing', 'deleting')`.execute(db);
}

async function createBundles(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table document_bundles (
      document_id text not null references documents (id) on delete cascade,
      edition text not null,
      position integer not null,
      first_page integer not null,
      last_page integer not null,
      pages_key text not null,
      chunks_key text not null,
      chunks integer not null,
      primary key (document_id, edition, position)
    )`.execute(db);
}

async function createCollections(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table collections (
      id text primary key,
      owner text not null,
      name text not null,
      created_at timestamptz not null default now(),
      unique (owner, name)
    )`.execute(db);
  await sql`
    create table collection_documents (
      collection_id text not null references collections (id) on delete cascade,
      document_id text not null references documents (id) on delete cascade,
      primary key (collection_id, document_id)
    )`.execute(db);
  await sql`create index collection_documents_by_document on collection_documents (document_id)`.execute(
    db,
  );
}
