import { type Kysely, sql } from 'kysely';
import type { NewRunEvent } from '../../contracts/run-events.js';
import { storableJson, storableText } from './storable-json.js';
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
  const told = firstOfEachKey(untilEnd(events));
  const { rows } = await sql<{ appended: boolean }>`
    select append_run_events(
      ${storableText(runId)},
      ${[...told.keys()]},
      ${[...told.values()].map(({ type }) => type)},
      ${[...told.values()].map(({ data }) => storableJson(data))}
    ) as appended`.execute(db);
  return rows[0]?.appended === true;
}

function untilEnd(events: readonly NewRunEvent[]): readonly NewRunEvent[] {
  const end = events.findIndex(({ type }) => type === 'run-end');
  return end === -1 ? events : events.slice(0, end + 1);
}

function firstOfEachKey(events: readonly NewRunEvent[]): ReadonlyMap<string, NewRunEvent> {
  const told = new Map<string, NewRunEvent>();
  for (const event of events) {
    const key = storableText(event.key);
    if (!told.has(key)) told.set(key, event);
  }
  return told;
}
