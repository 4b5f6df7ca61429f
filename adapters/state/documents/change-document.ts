import type { Kysely } from 'kysely';
import type { StoredDocument } from '../../../contracts/document-store.js';
import { callDatabase } from '../call-database.js';
import { storableText } from '../storable-json.js';
import type { Tables } from '../tables.js';
import { findDocument } from './document-row.js';

/** The document after a change; undefined when nothing was to be changed. */
export async function changeDocument(
  tables: Kysely<Tables>,
  id: string,
  change: () => Promise<boolean>,
): Promise<StoredDocument | undefined> {
  return callDatabase(async () =>
    (await change()) ? findDocument(tables, storableText(id)) : undefined,
  );
}
