import { type Kysely, sql } from 'kysely';
import type { RunEvent } from '../../contracts/run-events.js';
import { storableText } from './storable-json.js';
import type { Tables } from './tables.js';

/** The events of a run after a position, in order. */
export async function readEvents(
  db: Kysely<Tables>,
  { runId, after, limit }: { runId: string; after: number; limit: number },
): Promise<readonly RunEvent[]> {
  const rows = await db
    .selectFrom('run_events')
    .select(['seq', 'type', 'data', 'at'])
    .where('run_id', '=', storableText(runId))
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ seq, type, data, at }) => ({ seq, type, data, at: at.toISOString() }));
}

/** Where the logs of runs stand, by run id; a run that is not there is unknown or deleted. */
export async function readLogStates(
  db: Kysely<Tables>,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, LogState>> {
  const rows = await db
    .selectFrom('runs')
    .select(['id', 'last_seq as lastSeq', 'closed'])
    .where(sql<boolean>`id = any(${runIds.map(storableText)}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface LogState {
  readonly lastSeq: number;
  readonly closed: boolean;
}
