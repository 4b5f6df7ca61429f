import { type RawBuilder, sql } from 'kysely';
import { storableText } from './storable-json.js';

/** Whether a row comes after another of its table, in order of time; always, where none is named. */
export function afterRow(table: 'runs' | 'batches', id: string | undefined): RawBuilder<boolean> {
  if (id === undefined) return sql<boolean>`true`;
  const named = sql.table(table);
  return sql<boolean>`(created_at, id) > (
    select created_at, id from ${named} where id = ${storableText(id)}
  )`;
}
