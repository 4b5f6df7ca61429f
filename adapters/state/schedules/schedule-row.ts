import type { Selectable } from 'kysely';
import type { StoredSchedule } from '../../../contracts/schedule-store.js';
import type { SchedulesTable } from './schedule-tables.js';

/** A row of the schedule table as the rest of the product sees it. */
export function toSchedule(row: Selectable<SchedulesTable>): StoredSchedule {
  return {
    id: row.id,
    owner: row.owner,
    keyId: row.key_id,
    name: row.name,
    timing: row.timing,
    target: row.target,
    title: row.title,
    questions: row.questions,
    kinds: row.kinds,
    paused: row.paused,
    fingerprint: row.fingerprint,
    createdAt: row.created_at.toISOString(),
  };
}
