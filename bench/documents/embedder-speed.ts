import { connect } from '@lancedb/lancedb';
import { z } from 'zod';
import type { Embedder } from '../../contracts/models.js';

const Row = z.object({ text: z.string() });
const MOST = 1_280;

/** Texts a second of an embedder alone, over the first passages of an index and with nothing else to do. */
export async function embedderSpeed(embedder: Embedder, folder: string): Promise<number> {
  const connection = await connect(folder);
  const texts: string[] = [];
  for (const name of await connection.tableNames()) {
    const table = await connection.openTable(name);
    for (const row of await table.query().select(['text']).limit(MOST).toArray())
      texts.push(Row.parse({ text: row['text'] }).text);
  }
  connection.close();
  const startedAt = performance.now();
  await embedder.embed(texts, new AbortController().signal);
  return texts.length / ((performance.now() - startedAt) / 1_000);
}
