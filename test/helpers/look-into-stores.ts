import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { z } from 'zod';
import { openDatabase } from '../../adapters/state/open-database.js';

/** The parts of a document in the folder of objects: `original`, and one for each edition; none when it is gone. */
export async function storedParts(home: string, documentId: string): Promise<string[]> {
  return readdir(join(home, 'objects', 'documents', documentId)).catch(() => []);
}

/** How many passages of a document lie in the embedded index, by their edition, over all tables. */
export async function storedPassages(home: string, documentId: string) {
  const connection = await connect(join(home, 'passages'));
  const counts = new Map<string, number>();
  const Row = z.object({ document_id: z.string(), edition: z.string() });
  for (const name of await connection.tableNames()) {
    const table = await connection.openTable(name);
    for (const each of await table.query().select(['document_id', 'edition']).toArray()) {
      const row = Row.parse(each);
      if (row.document_id !== documentId) continue;
      counts.set(row.edition, (counts.get(row.edition) ?? 0) + 1);
    }
  }
  connection.close();
  return Object.fromEntries(counts);
}

/** The rows that a product which has ended left of documents and their bundles, by their keys. */
export async function storedRows(home: string) {
  const { tables, close } = await openDatabase({ folder: join(home, 'state') });
  const documents = await tables.selectFrom('documents').select('id').execute();
  const bundles = await tables
    .selectFrom('document_bundles')
    .select(['document_id', 'edition'])
    .execute();
  const runs = await tables.selectFrom('runs').select('id').execute();
  const events = await tables.selectFrom('run_events').select('run_id').distinct().execute();
  await close();
  return {
    documents: documents.map(({ id }) => id),
    bundles: bundles.map(({ document_id, edition }) => `${document_id} ${edition}`),
    runs: runs.map(({ id }) => id),
    runsWithEvents: events.map(({ run_id }) => run_id),
  };
}
