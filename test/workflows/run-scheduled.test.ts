import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test, vi } from 'vitest';
import type { Activities } from '../../activities/index.js';
import { createScheduleActivities } from '../../activities/schedules.js';
import { createScheduler } from '../../api/temporal-schedules.js';
import { ValidationError } from '../../api/validation/validation-error.js';
import type {
  NewSchedule,
  ScheduleTiming,
  StoredSchedule,
} from '../../contracts/schedule-store.js';
import { SCHEDULED_WORKFLOW } from '../../contracts/workflow-ids.js';
import { useTestState } from '../api/test-state.js';
import { batchActivities } from '../helpers/batch-activities.js';
import { searchInput } from '../helpers/search-activities.js';
import { temporal, withWorkers } from '../helpers/temporal.js';

const state = useTestState();
const { request } = searchInput({ query: 'What is new about the lake?' });

const DAILY: ScheduleTiming = {
  cron: null,
  interval: { every: 86_400, offset: 0 },
  timeZone: 'UTC',
  overlap: 'skip',
  catchupSeconds: 60,
};

async function newSchedule(changes: Partial<NewSchedule> = {}): Promise<StoredSchedule> {
  const id = randomUUID();
  const { schedule } = await state().schedules.create({
    id,
    owner: `owner-${id}`,
    name: null,
    timing: DAILY,
    target: { runs: 'question', question: { kind: 'search', request } },
    title: request.query,
    questions: 1,
    kinds: ['search'],
    paused: false,
    fingerprint: null,
    ...changes,
  });
  return schedule;
}

/** The real activities; each run answers with the sentences that are next in turn. */
function activitiesWith(answers: readonly (readonly string[])[] = []): Partial<Activities> {
  const rest = [...answers];
  const ofSchedules: Partial<Activities> = createScheduleActivities({
    ...state(),
    traceUrl: () => null,
  });
  return batchActivities(state(), {
    ...ofSchedules,
    async endRun({ runId, status, error }) {
      const claims = (rest.shift() ?? []).map((text) => ({ text }));
      await state().runs.end(runId, { status, error, result: { claims, sources: [] } });
    },
  });
}

async function runsOf(id: string) {
  return (await state().schedules.runs(id, { limit: 10, offset: 0 })).runs;
}

function until(assertion: () => Promise<void>) {
  return vi.waitFor(assertion, { timeout: 15_000, interval: 50 });
}

/** Fires a schedule as its time has come, and waits for the end. */
function fire(client: Client, scheduleId: string) {
  return client.workflow.execute(SCHEDULED_WORKFLOW, {
    args: [{ scheduleId }],
    taskQueue: 'runs',
    workflowId: `scheduled-${scheduleId}-${randomUUID()}`,
  });
}

test('a schedule is run by Temporal: the run has its row, its owner and a place in the schedule', async () => {
  const schedule = await newSchedule();
  await withWorkers(activitiesWith(), async ({ client }) => {
    const scheduler = createScheduler(client);
    await scheduler.create(schedule);
    await scheduler.create(schedule);
    await scheduler.runNow(schedule.id);
    await until(async () => expect((await runsOf(schedule.id))[0]?.status).toBe('completed'));
    await scheduler.remove(schedule.id);
    await scheduler.remove(schedule.id);
    expect(await scheduler.describe(schedule.id)).toBeUndefined();
  });

  const [scheduled] = await runsOf(schedule.id);
  const run = await state().runs.find(scheduled?.id ?? '');
  expect(run).toMatchObject({
    owner: schedule.owner,
    kind: 'search',
    query: 'What is new about the lake?',
    parentWorkflowId: expect.stringMatching(`^scheduled-${schedule.id}`),
  });
  expect(scheduled?.news).toBeNull();
});

test('the next times are those of cron: either of two days, in the zone of the schedule', async () => {
  const scheduler = createScheduler((await temporal()).client);
  const timing = { ...DAILY, interval: null, cron: '30 7 13 * FRI', timeZone: 'Europe/Berlin' };
  const schedule = await newSchedule({ timing });
  await scheduler.create(schedule);

  const next = (await scheduler.describe(schedule.id))?.nextRuns ?? [];

  expect(next).toHaveLength(10);
  const inBerlin = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    weekday: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const times = next.map((time) => inBerlin.format(new Date(time)));
  for (const time of times) expect(time).toMatch(/^(Fri .*|.*\b13\b.*)07:30$/);
  expect(times.filter((time) => time.startsWith('Fri')).length).toBeGreaterThan(1);

  await scheduler.setPaused(schedule.id, true);
  expect(await scheduler.describe(schedule.id)).toEqual({ paused: true, nextRuns: [] });
  await scheduler.setPaused(schedule.id, false);
  await scheduler.remove(schedule.id);
});

test.each<[string, Partial<ScheduleTiming>]>([
  ['a cron that it cannot read', { interval: null, cron: '61 7 * * *' }],
  ['a zone that it does not know', { timeZone: 'Moon/Base' }],
  ['an interval of nothing', { interval: { every: 60, offset: -1 } }],
])('%s is refused as invalid where Temporal alone notices', async (_, changes) => {
  const scheduler = createScheduler((await temporal()).client);
  const schedule = await newSchedule({ timing: { ...DAILY, ...changes } });

  const refused = scheduler.create(schedule);

  await expect(refused).rejects.toThrow(ValidationError);
  await expect(refused).rejects.toMatchObject({
    issues: [{ msg: expect.stringContaining('Temporal cannot run this schedule') }],
  });
});

test('a later run says what is new, changed and gone since the last completed one', async () => {
  const schedule = await newSchedule();
  const activities = activitiesWith([
    ['Lake Baikal is 1,642 metres deep.', 'The Angara drains Lake Baikal.'],
    ['Lake Baikal is 1,741 metres deep.', 'The Baikal seal weighs up to 70 kilograms.'],
  ]);
  await withWorkers(activities, async ({ client }) => {
    await fire(client, schedule.id);
    await fire(client, schedule.id);
  });

  const [second, first] = await runsOf(schedule.id);
  expect(first?.news).toBeNull();
  expect(second?.news).toMatchObject({
    compared_with: first?.id,
    new_sentences: ['The Baikal seal weighs up to 70 kilograms.'],
    changed_sentences: [
      { before: 'Lake Baikal is 1,642 metres deep.', now: 'Lake Baikal is 1,741 metres deep.' },
    ],
    gone_sentences: ['The Angara drains Lake Baikal.'],
  });
});

test('a batch is run again and again, and each of its questions compared', async () => {
  const lines = ['one?', 'two?'].map((query, index) => ({
    line: index + 1,
    question: { kind: 'search', request: { ...request, query } },
  }));
  const key = await state().objects.put('schedules', JSON.stringify(lines));
  const target = { runs: 'batch', name: null, window: 1, key } as const;
  const schedule = await newSchedule({ target, questions: 2 });
  const activities = activitiesWith([
    ['The lake is deep.'],
    ['The river is long.'],
    ['The lake is deep.'],
    ['A seal lives in the lake.'],
  ]);
  await withWorkers(activities, async ({ client }) => {
    await fire(client, schedule.id);
    await fire(client, schedule.id);
  });

  const [second, first] = await runsOf(schedule.id);
  expect(second).toMatchObject({
    status: 'completed',
    news: {
      compared_with: first?.id,
      unchanged: 1,
      left_out: 0,
      items: [
        { position: 2, query: 'two?', news: { new_sentences: ['A seal lives in the lake.'] } },
      ],
    },
  });
});

test('a firing that is cancelled cancels its run', async () => {
  const schedule = await newSchedule();
  let letGo = () => {};
  const opened = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const activities = activitiesWith();
  const slow: Partial<Activities> = {
    ...activities,
    async searchWeb({ subQuery }) {
      await opened;
      return { subQuery, key: 'hits', count: 1, looked: true, warnings: [] };
    },
  };
  await withWorkers(slow, async ({ client }) => {
    const workflowId = `scheduled-${schedule.id}`;
    const options = { args: [{ scheduleId: schedule.id }], taskQueue: 'runs', workflowId };
    const handle = await client.workflow.start(SCHEDULED_WORKFLOW, options);
    await until(async () => expect((await runsOf(schedule.id))[0]?.status).toBe('running'));
    await handle.cancel();
    letGo();
    await handle.result().catch(() => {});
    expect((await handle.describe()).status.name).toBe('CANCELLED');
  });
  expect((await runsOf(schedule.id))[0]?.status).toBe('cancelled');
});

test('a run that fails is no failure of the schedule, and the next is compared with the one before it', async () => {
  const schedule = await newSchedule();
  let asked = 0;
  const failing: Partial<Activities> = {
    ...activitiesWith([['The lake is deep.'], [], ['A seal lives in the lake.']]),
    async rankEvidence() {
      asked += 1;
      if (asked === 2) throw ApplicationFailure.nonRetryable('the disk is full', 'storage-full');
      return { packKey: 'pack', sources: 1, warnings: [] };
    },
  };
  await withWorkers(failing, async ({ client }) => {
    for (let time = 0; time < 3; time++) await fire(client, schedule.id);
  });

  const [third, second, first] = await runsOf(schedule.id);
  expect(second).toMatchObject({ status: 'failed', news: null });
  expect(third?.news).toMatchObject({
    compared_with: first?.id,
    new_sentences: ['A seal lives in the lake.'],
  });
});

test('a firing of a schedule that was deleted does nothing', async () => {
  await withWorkers(activitiesWith(), async ({ client }) => {
    await fire(client, randomUUID());
  });
});
