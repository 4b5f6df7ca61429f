import { createHash, randomUUID } from 'node:crypto';
import type {
  ScheduleTarget,
  ScheduleTiming,
  StoredSchedule,
} from '../../contracts/schedule-store.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import type { CheckedTarget } from './check-target.js';

interface NewOrder {
  readonly owner: string;
  readonly keyId: string | null;
  readonly name: string | null;
  readonly paused: boolean;
  readonly timing: ScheduleTiming;
  readonly target: CheckedTarget;
  readonly idempotencyKey: string | undefined;
}

/**
 * Enters a schedule and has Temporal run it; a known idempotency key gives the schedule it was used for. When Temporal is
 * away nothing of it is left; when this process dies in between, the reconciler tells Temporal. Throws ApiError 409 when
 * the schedule of that key was asked for otherwise.
 */
export async function startSchedule(parts: AppParts, order: NewOrder): Promise<StoredSchedule> {
  const { owner, keyId, name, paused, timing, target, idempotencyKey } = order;
  const { title, questions, kinds } = target;
  const id = randomUUID();
  const kept = await keepTarget(parts, id, target);
  const fingerprint = fingerprintOf(order);
  const { schedule, created } = await parts.schedules.create(
    {
      ...{ id, owner, keyId, name, paused, timing, title, questions, kinds, fingerprint },
      target: kept,
    },
    idempotencyKey,
  );
  if (!created) await parts.objects.deletePrefix(prefixOf(id));
  if (schedule.fingerprint !== fingerprint) throw keyReused();
  try {
    await parts.scheduler.create(schedule);
  } catch (error) {
    if (created) await forgetSchedule(parts, id);
    throw error;
  }
  await parts.schedules.confirm(schedule.id);
  return schedule;
}

/** Ends a schedule, then deletes its rows and objects; the runs that it made stay. */
export async function removeSchedule(parts: AppParts, id: string): Promise<void> {
  await parts.scheduler.remove(id);
  await forgetSchedule(parts, id);
  await parts.scheduler.remove(id); // the reconciler may have told Temporal of it in between
}

async function forgetSchedule({ schedules, objects }: AppParts, id: string): Promise<void> {
  await objects.deletePrefix(prefixOf(id));
  await schedules.remove(id);
}

async function keepTarget(
  { objects }: AppParts,
  id: string,
  target: CheckedTarget,
): Promise<ScheduleTarget> {
  if (target.runs === 'question') return { runs: 'question', question: target.question };
  const { name, window, lines } = target;
  const key = await objects.put(prefixOf(id), JSON.stringify(lines));
  return { runs: 'batch', name, window, key };
}

function fingerprintOf({ name, paused, timing, target }: NewOrder): string {
  return createHash('sha256')
    .update(JSON.stringify([name, paused, timing, target]))
    .digest('hex');
}

function prefixOf(id: string): string {
  return `schedules/${id}`;
}

function keyReused(): ApiError {
  const message =
    'This Idempotency-Key was used for another schedule; send a new key with a new schedule';
  return new ApiError({ status: 409, error: 'idempotency_key_reused', message });
}
