import { type Kysely, sql } from 'kysely';
import type { RunEventType, RunHold } from '../../contracts/run-events.js';
import { storableText } from './storable-json.js';
import type { Tables } from './tables.js';

const HOLDING = [
  'run-paused',
  'run-resumed',
  'approval-requested',
  'plan-decided',
  'budget-changed',
] as const satisfies readonly RunEventType[];

/** What runs are held by: of two events that undo each other, the later one counts. */
export async function readHolds(
  db: Kysely<Tables>,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, RunHold>> {
  if (runIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('run_events')
    .select(['run_id', 'type', ({ fn }) => fn.max('seq').as('last')])
    .where(sql<boolean>`run_id = any(${runIds.map(storableText)}::text[])`)
    .where('type', 'in', HOLDING)
    .groupBy(['run_id', 'type'])
    .execute();
  const held = new Map<string, Map<RunEventType, number>>();
  for (const { run_id, type, last } of rows) {
    const lasts = held.get(run_id) ?? new Map<RunEventType, number>();
    held.set(run_id, lasts.set(type, last));
  }
  return new Map([...held].map(([runId, lasts]) => [runId, holdOf(lasts)]));
}

function holdOf(lasts: ReadonlyMap<RunEventType, number>): RunHold {
  const isOpen = (begin: RunEventType, end: RunEventType) =>
    (lasts.get(begin) ?? 0) > (lasts.get(end) ?? 0);
  if (isOpen('run-paused', 'run-resumed')) return { waitingFor: 'resume', extended: true };
  const waitingFor = isOpen('approval-requested', 'plan-decided') ? 'approval' : null;
  return { waitingFor, extended: true };
}
