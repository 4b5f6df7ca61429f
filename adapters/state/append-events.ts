import { type Kysely, sql } from 'kysely';
import type { NewRunEvent } from '../../contracts/run-events.js';
import { eventColumns } from './event-columns.js';
import { storableText } from './storable-json.js';
import type { Tables } from './tables.js';

/**
 * Appends events whole or not at all, `seq` following on without gaps; known keys are passed over, and so is
 * everything after `run-end`. Returns false when there is no such run or its log is closed.
 */
export async function appendEvents(
  db: Kysely<Tables>,
  runId: string,
  events: readonly NewRunEvent[],
): Promise<boolean> {
  const { keys, types, data } = eventColumns(events);
  const { rows } = await sql<{ appended: boolean }>`
    select append_run_events(${storableText(runId)}, ${keys}, ${types}, ${data}) as appended`.execute(
    db,
  );
  return rows[0]?.appended === true;
}
