import { sql } from 'kysely';
import type { KnownPages } from '../../contracts/read-pages.js';
import { callDatabase } from './call-database.js';
import type { Database } from './database.js';
import { storableText } from './storable-json.js';

/** Pages that are too old are deleted about so often. */
const PRUNE_MS = 600_000;
/** Addresses beyond what an index takes are read anew each time. */
const LONGEST_URL = 2_000;

interface KnownPagesOptions {
  /** How long a page may be used again; 0 keeps none. */
  readonly reuseMs: number;
}

/** The table of read pages. Throws ServiceError: unavailable, refused, storage-full. */
export function createKnownPages(
  { tables }: Pick<Database, 'tables'>,
  { reuseMs }: KnownPagesOptions,
): KnownPages {
  let prunedAt = 0;
  return {
    async find(runId, url) {
      if (reuseMs === 0 || url.length > LONGEST_URL) return undefined;
      return callDatabase(async () => {
        const row = await tables
          .selectFrom('read_pages')
          .innerJoin('runs', 'runs.owner', 'read_pages.owner')
          .select(['read_pages.page_key', 'read_pages.read_at'])
          .where('runs.id', '=', storableText(runId))
          .where('read_pages.url', '=', storableText(url))
          .where('read_pages.read_at', '>', new Date(Date.now() - reuseMs))
          .executeTakeFirst();
        return row === undefined
          ? undefined
          : { pageKey: row.page_key, readAt: row.read_at.toISOString() };
      });
    },

    async keep(runId, url, { pageKey, readAt, title, characters }) {
      if (reuseMs === 0 || url.length > LONGEST_URL) return;
      await prune();
      await callDatabase(() =>
        sql`
          insert into read_pages (owner, url, page_key, title, characters, read_at)
          select owner, ${storableText(url)}, ${pageKey}, ${storableText(title)},
            ${characters}::integer, ${readAt}::timestamptz
          from runs where id = ${storableText(runId)}
          on conflict (owner, url) do update
            set page_key = excluded.page_key, title = excluded.title,
              characters = excluded.characters, read_at = excluded.read_at
            where read_pages.read_at < excluded.read_at`.execute(tables),
      );
    },
  };

  async function prune(): Promise<void> {
    const now = Date.now();
    if (now - prunedAt < PRUNE_MS) return;
    prunedAt = now;
    const oldest = new Date(now - reuseMs);
    await callDatabase(() =>
      tables.deleteFrom('read_pages').where('read_at', '<=', oldest).execute(),
    );
  }
}
