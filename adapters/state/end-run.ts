import { type Kysely, sql } from 'kysely';
import type { RunOutcome } from '../../contracts/runs.js';
import { eventColumns } from './event-columns.js';
import { storableJson, storableText } from './storable-json.js';
import type { Tables } from './tables.js';

/** Settles a run and tells its last events and its end, all or nothing; false when it is settled or unknown. */
export async function endRun(
  db: Kysely<Tables>,
  runId: string,
  { status, result, error, events = [] }: RunOutcome,
): Promise<boolean> {
  const { keys, types, data } = eventColumns(events);
  const { rows } = await sql<{ ended: boolean }>`
    select end_run(
      ${storableText(runId)}, ${status}, ${jsonOrNull(result)}, ${jsonOrNull(error)},
      ${keys}, ${types}, ${data}
    ) as ended`.execute(db);
  return rows[0]?.ended === true;
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : storableJson(value);
}
