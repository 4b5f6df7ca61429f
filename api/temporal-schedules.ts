import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import type { ScheduleTiming, StoredSchedule } from '../contracts/schedule-store.js';
import { TASK_QUEUES } from '../contracts/task-queues.js';
import { SCHEDULED_WORKFLOW } from '../contracts/workflow-ids.js';
import { keywords, summaryOf } from '../workflows/labels.js';
import { cronStrings } from './schedules/cron-strings.js';
import type { Scheduler } from './schedules/scheduler.js';
import { callTemporal } from './temporal-call.js';
import { orNothing } from './temporal-runs.js';

const OVERLAP = {
  skip: ScheduleOverlapPolicy.SKIP,
  buffer_one: ScheduleOverlapPolicy.BUFFER_ONE,
  buffer_all: ScheduleOverlapPolicy.BUFFER_ALL,
  cancel_other: ScheduleOverlapPolicy.CANCEL_OTHER,
  terminate_other: ScheduleOverlapPolicy.TERMINATE_OTHER,
  allow_all: ScheduleOverlapPolicy.ALLOW_ALL,
} as const satisfies Record<ScheduleTiming['overlap'], ScheduleOverlapPolicy>;

const SHOWN_TIMES = 10;

/** The calls of the API to the schedules of a real Temporal. */
export function createScheduler(client: Client): Scheduler {
  const handleOf = (id: string) => client.schedule.getHandle(`schedule-${id}`);
  const call = <T>(work: () => Promise<T>) => callTemporal(client, work);
  return {
    async create(schedule) {
      await orNothing(ScheduleAlreadyRunning, () =>
        call(() => client.schedule.create(optionsOf(schedule))),
      );
    },
    setPaused: (id, paused) => call(() => (paused ? handleOf(id).pause() : handleOf(id).unpause())),
    runNow: (id) => call(() => handleOf(id).trigger(ScheduleOverlapPolicy.ALLOW_ALL)),
    async remove(id) {
      await orNothing(ScheduleNotFoundError, () => call(() => handleOf(id).delete()));
    },
    async nextRuns(id) {
      const described = await orNothing(ScheduleNotFoundError, () =>
        call(() => handleOf(id).describe()),
      );
      return described?.info.nextActionTimes
        .slice(0, SHOWN_TIMES)
        .map((time) => time.toISOString());
    },
  };
}

function optionsOf({ id, owner, name, title, timing, paused }: StoredSchedule) {
  return {
    scheduleId: `schedule-${id}`,
    spec: specOf(timing),
    policies: { overlap: OVERLAP[timing.overlap], catchupWindow: timing.catchupSeconds * 1_000 },
    state: { paused },
    action: {
      type: 'startWorkflow',
      workflowType: SCHEDULED_WORKFLOW,
      workflowId: `scheduled-${id}`,
      taskQueue: TASK_QUEUES.runs,
      args: [{ scheduleId: id }],
      typedSearchAttributes: keywords({ kind: 'schedule', owner }),
      staticSummary: summaryOf(name ?? title),
    },
  } as const;
}

function specOf({ cron, interval, timeZone }: ScheduleTiming) {
  const cronExpressions = cron === null ? [] : cronStrings(cron);
  const intervals =
    interval === null ? [] : [{ every: interval.every * 1_000, offset: interval.offset * 1_000 }];
  return { cronExpressions, intervals, timezone: timeZone };
}
