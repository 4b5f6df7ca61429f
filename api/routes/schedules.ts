import { Router } from '@koa/router';
import { QUESTION_KINDS } from '../../contracts/batches.js';
import type { StoredSchedule } from '../../contracts/schedule-store.js';
import {
  RawSchedule,
  type Schedule,
  type ScheduleList,
  SchedulePage,
  type ScheduleRunList,
} from '../../contracts/schedules.js';
import type { ApiContext, ApiState } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { BATCH_BYTES } from '../batches/read-order.js';
import { requireScope } from '../require-scope.js';
import { kindsFor } from '../run-scopes.js';
import { checkTarget } from '../schedules/check-target.js';
import { checkTiming } from '../schedules/check-timing.js';
import { findSchedule } from '../schedules/find-schedule.js';
import { showScheduleRun, summarizeSchedule } from '../schedules/show-schedule.js';
import { removeSchedule, startSchedule } from '../schedules/start-schedule.js';
import { idempotencyKey } from '../validation/idempotency-key.js';
import { jsonBody } from '../validation/json-body.js';
import { queryOf } from '../validation/query-of.js';
import { validate } from '../validation/validate.js';

const SHOWN_RUNS = 10;

/** Questions and batches that are asked again and again: enter, list, look at, steer. */
export function scheduleRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/schedules' });
  router.use(requireScope('search', 'research'));

  router.post('/', async (ctx) => {
    const raw = await jsonBody(ctx, RawSchedule, BATCH_BYTES);
    const { caller } = ctx.state;
    const { name, paused } = raw;
    const timing = checkTiming(raw);
    const target = await checkTarget(parts, caller, raw);
    const { owner, keyId } = caller;
    const schedule = await startSchedule(parts, {
      ...{ owner, keyId, name, paused, timing, target },
      idempotencyKey: idempotencyKey(ctx),
    });
    ctx.status = 201;
    ctx.set('Location', `/api/v1/schedules/${schedule.id}`);
    ctx.body = await showSchedule(parts, schedule);
  });

  router.get('/', async (ctx) => {
    const page = validate(SchedulePage, queryOf(ctx), 'query');
    const { caller } = ctx.state;
    const kinds = kindsFor(caller, QUESTION_KINDS);
    const asked = { owner: caller.owner, kinds, ...page };
    const { schedules, total } = await parts.schedules.list(asked);
    const listed = schedules.map(summarizeSchedule);
    ctx.body = { schedules: listed, total, ...page } satisfies ScheduleList;
  });

  router.get('/:id', async (ctx) => {
    ctx.body = await showSchedule(parts, await findSchedule(ctx, parts));
  });

  router.get('/:id/runs', async (ctx) => {
    const { id } = await findSchedule(ctx, parts);
    const page = validate(SchedulePage, queryOf(ctx), 'query');
    const { runs, total } = await parts.schedules.runs(id, page);
    ctx.body = { runs: runs.map(showScheduleRun), total, ...page } satisfies ScheduleRunList;
  });

  router.delete('/:id', async (ctx) => {
    await removeSchedule(parts, (await findSchedule(ctx, parts)).id);
    ctx.body = { success: true, message: 'Schedule deleted successfully' };
  });

  router.post('/:id/run', async (ctx) => {
    const schedule = await findSchedule(ctx, parts);
    await parts.scheduler.create(schedule);
    await parts.scheduler.runNow(schedule.id);
    ctx.status = 202;
    ctx.body = await showSchedule(parts, schedule);
  });

  router.post('/:id/pause', (ctx) => setPaused(ctx, parts, true));
  router.post('/:id/resume', (ctx) => setPaused(ctx, parts, false));

  return router;
}

/** Repeating it is harmless. A Temporal that was given a new history is told of the schedule again. */
async function setPaused(ctx: ApiContext, parts: AppParts, paused: boolean): Promise<void> {
  const schedule = await findSchedule(ctx, parts);
  await parts.scheduler.create(schedule);
  await parts.scheduler.setPaused(schedule.id, paused);
  await parts.schedules.setPaused(schedule.id, paused);
  ctx.body = await showSchedule(parts, await findSchedule(ctx, parts));
}

/** Whether it is paused, and when it runs next, as Temporal has it; people may pause it there. */
async function showSchedule(
  { schedules, scheduler }: AppParts,
  schedule: StoredSchedule,
): Promise<Schedule> {
  const { id } = schedule;
  const { runs } = await schedules.runs(id, { limit: SHOWN_RUNS, offset: 0 });
  const { paused, nextRuns } = (await scheduler.describe(id)) ?? { ...schedule, nextRuns: [] };
  if (paused !== schedule.paused) await schedules.setPaused(id, paused);
  return {
    ...summarizeSchedule({ ...schedule, paused }),
    next_runs: [...nextRuns],
    recent_runs: runs.map(showScheduleRun),
  };
}
