import { connect } from '@lancedb/lancedb';
import { z } from 'zod';
import type { Embedder } from '../../contracts/models.js';

const Row = z.object({ text: z.string() });
const SAMPLE = 1_280;

/**
 * Texts a second of an embedder alone, with nothing else to do, over passages from all over an index: tables take longer
 * than text, and stand together.
 */
export async function embedderSpeed(embedder: Embedder, folder: string): Promise<number> {
  const connection = await connect(folder);
  const texts: string[] = [];
  for (const name of await connection.tableNames()) {
    const table = await connection.openTable(name);
    for (const row of await table.query().select(['text']).toArray())
      texts.push(Row.parse({ text: row['text'] }).text);
  }
  connection.close();
  const step = Math.max(1, texts.length / SAMPLE);
  const sample = texts.filter((_, at) => at % step < 1);
  const startedAt = performance.now();
  await embedder.embed(sample, new AbortController().signal);
  return sample.length / ((performance.now() - startedAt) / 1_000);
}
