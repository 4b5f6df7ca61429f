import {
  type Client,
  isGrpcServiceError,
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
import { ValidationError } from './validation/validation-error.js';

const OVERLAP = {
  skip: ScheduleOverlapPolicy.SKIP,
  buffer_one: ScheduleOverlapPolicy.BUFFER_ONE,
  buffer_all: ScheduleOverlapPolicy.BUFFER_ALL,
  cancel_other: ScheduleOverlapPolicy.CANCEL_OTHER,
  terminate_other: ScheduleOverlapPolicy.TERMINATE_OTHER,
  allow_all: ScheduleOverlapPolicy.ALLOW_ALL,
} as const satisfies Record<ScheduleTiming['overlap'], ScheduleOverlapPolicy>;

const SHOWN_TIMES = 10;
/** Of gRPC. */
const INVALID_ARGUMENT = 3;

/** The calls of the API to the schedules of a real Temporal. */
export function createScheduler(client: Client): Scheduler {
  const handleOf = (id: string) => client.schedule.getHandle(`schedule-${id}`);
  const call = <T>(work: () => Promise<T>) => callTemporal(client, work);
  return {
    async create(schedule) {
      await orNothing(ScheduleAlreadyRunning, () =>
        call(() => client.schedule.create(optionsOf(schedule)).catch(refuseInvalid)),
      );
    },
    setPaused: (id, paused) => call(() => (paused ? handleOf(id).pause() : handleOf(id).unpause())),
    runNow: (id) => call(() => handleOf(id).trigger(ScheduleOverlapPolicy.ALLOW_ALL)),
    async remove(id) {
      await orNothing(ScheduleNotFoundError, () => call(() => handleOf(id).delete()));
    },
    async describe(id) {
      const described = await orNothing(ScheduleNotFoundError, () =>
        call(() => handleOf(id).describe()),
      );
      if (described === undefined) return undefined;
      const { paused } = described.state;
      const times = paused ? [] : described.info.nextActionTimes.slice(0, SHOWN_TIMES);
      return { paused, nextRuns: times.map((time) => time.toISOString()) };
    },
  };
}

/** What Temporal calls invalid stays so, however often it is sent. */
function refuseInvalid(error: unknown): never {
  const said = whyInvalid(error);
  if (said === undefined) throw error;
  throw new ValidationError([
    {
      type: 'value_error',
      loc: ['body'],
      msg: `Value error, Temporal cannot run this schedule: ${said}`,
      input: null,
      ctx: { error: {} },
    },
  ]);
}

function whyInvalid(error: unknown): string | undefined {
  if (error instanceof TypeError) return error.message; // the client's word for a spec that the server refused
  const cause = error instanceof Error ? error.cause : undefined;
  return isGrpcServiceError(cause) && cause.code === INVALID_ARGUMENT ? cause.details : undefined;
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
