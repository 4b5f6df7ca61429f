import { type Kysely, type Migration, sql } from 'kysely';

/** Pages that an owner's runs have read, to be used again for a while. */
export const readPages: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table read_pages (
        owner text not null,
        url text not null,
        page_key text not null,
        title text not null,
        characters integer not null,
        read_at timestamptz not null,
        primary key (owner, url)
      )`.execute(db);
    await sql`create index read_pages_by_age on read_pages (read_at)`.execute(db);
  },
};
