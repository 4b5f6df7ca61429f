import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ApiError } from '../../../api/api-error.js';
import type { AppParts } from '../../../api/api-parts.js';
import { reconcileSchedules } from '../../../api/schedules/reconcile-schedules.js';
import { ValidationError } from '../../../api/validation/validation-error.js';
import type { StoredSchedule } from '../../../contracts/schedule-store.js';
import { Schedule } from '../../../contracts/schedules.js';
import { newRun } from '../../adapters/state/new-run.js';
import { NEXT_RUN, scriptedScheduler } from '../scripted-scheduler.js';
import { post, serveApp, testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();
const DAILY = { cron: '30 7 * * MON-FRI', question: 'What is new about Lake Baikal?' };

async function serveSchedules(changes: Partial<AppParts> = {}) {
  const scheduler = scriptedScheduler();
  const url = await serveApp(testParts(state(), { scheduler, ...changes }));
  return { scheduler, url: `${url}/api/v1/schedules` };
}

async function start(url: string, body: unknown) {
  const response = await post(url, body);
  expect(response.status).toBe(201);
  return Schedule.parse(await response.json());
}

test('a question is scheduled, told to Temporal and told where it is', async () => {
  const { scheduler, url } = await serveSchedules();

  const response = await post(url, {
    ...DAILY,
    name: 'lake',
    time_zone: 'europe/berlin',
    overlap: 'buffer_one',
    catchup_window: 3_600,
  });

  expect(response.status).toBe(201);
  const schedule = Schedule.parse(await response.json());
  expect(response.headers.get('location')).toBe(`/api/v1/schedules/${schedule.id}`);
  expect(schedule).toMatchObject({
    name: 'lake',
    cron: '30 7 * * MON-FRI',
    time_zone: 'Europe/Berlin',
    runs: 'question',
    query: 'What is new about Lake Baikal?',
    questions: 1,
    next_runs: [NEXT_RUN],
    recent_runs: [],
  });
  expect(scheduler.created).toMatchObject([
    {
      id: schedule.id,
      owner: 'local',
      timing: { overlap: 'buffer_one', catchupSeconds: 3_600 },
      target: { runs: 'question', question: { kind: 'search', request: { mode: 'balanced' } } },
    },
  ]);
});

test('a repeated request with the same idempotency key is one schedule', async () => {
  const { scheduler, url } = await serveSchedules();
  const key = { 'idempotency-key': randomUUID() };
  const body = { ...DAILY, question: undefined, batch: { questions: ['one?', 'two?'] } };

  const replies = await Promise.all([post(url, body, key), post(url, body, key)]);
  const ids = replies.map((reply) => reply.json().then((json) => Schedule.parse(json).id));
  const other = await post(url, { ...body, cron: '0 8 * * *' }, key);

  expect(replies.map(({ status }) => status)).toEqual([201, 201]);
  expect(new Set(await Promise.all(ids)).size).toBe(1);
  expect(scheduler.created).toHaveLength(1);
  expect(other.status).toBe(409);
  expect(await other.json()).toHaveProperty('error', 'idempotency_key_reused');
});

test('while Temporal is away, a repeated request leaves the schedule of the first', async () => {
  const { scheduler, url } = await serveSchedules();
  const key = { 'idempotency-key': randomUUID() };
  const first = Schedule.parse(await (await post(url, DAILY, key)).json());
  const { url: awayUrl } = await serveSchedules({ scheduler: awayScheduler() });

  const repeated = await post(awayUrl, DAILY, key);

  expect(repeated.status).toBe(503);
  expect(scheduler.known.has(first.id)).toBe(true);
  expect((await fetch(`${url}/${first.id}`)).status).toBe(200);
});

test('a question of research with its options, and a batch, can be scheduled', async () => {
  const { scheduler, url } = await serveSchedules();
  const question = { query: 'Why is it deep?', kind: 'research', max_iterations: 2 };

  await start(url, { interval: { every: 3_600 }, question });
  const batch = await start(url, {
    interval: { every: 86_400, offset: 25_200 },
    batch: { questions: ['one?', 'two?'], defaults: { mode: 'speed' }, window: 2 },
  });

  expect(scheduler.created[0]?.target).toMatchObject({
    question: { kind: 'research', request: { max_iterations: 2 } },
  });
  expect(batch).toMatchObject({ runs: 'batch', query: 'one?', questions: 2, cron: null });
  const target = scheduler.created[1]?.target;
  if (target?.runs !== 'batch') throw new Error('it is a batch');
  const lines: unknown = JSON.parse(await state().objects.getText(target.key));
  expect(lines).toMatchObject([
    { line: 1, question: { request: { query: 'one?', mode: 'speed' } } },
    { line: 2 },
  ]);
});

test.each<[string, object, (string | number)[], RegExp]>([
  ['a cron that never fires', { ...DAILY, cron: '0 0 30 2 *' }, ['body', 'cron'], /never fires/],
  ['a cron of six fields', { ...DAILY, cron: '0 0 7 * * 1' }, ['body', 'cron'], /five fields/],
  ['a cron with a comment', { ...DAILY, cron: '0 7 * * 1#2' }, ['body', 'cron'], /five fields/],
  ['a minute 61', { ...DAILY, cron: '61 7 * * *' }, ['body', 'cron'], /cannot be read/],
  ['an unknown zone', { ...DAILY, time_zone: 'Moon/Base' }, ['body', 'time_zone'], /unknown time/],
  ['an offset as a zone', { ...DAILY, time_zone: '+02:00' }, ['body', 'time_zone'], /unknown time/],
  ['neither cron nor interval', { question: 'why?' }, ['body'], /cron or interval/],
  ['both of them', { ...DAILY, interval: { every: 60 } }, ['body'], /cron or interval/],
  ['every second', { interval: { every: 1 }, question: 'q' }, ['body', 'interval', 'every'], /60/],
  [
    'an offset past the interval',
    { interval: { every: 60, offset: 60 }, question: 'q' },
    ['body', 'interval', 'offset'],
    /smaller/,
  ],
  ['neither question nor batch', { cron: '0 7 * * *' }, ['body'], /question or batch/],
  ['an empty question', { ...DAILY, question: ' ' }, ['body', 'question', 'query'], /white space/],
  [
    'a bad line in its batch',
    { cron: '0 7 * * *', batch: { questions: ['one?', ''] } },
    ['body', 'questions', 1, 'query'],
    /Question 2/,
  ],
  ['an unknown policy', { ...DAILY, overlap: 'never' }, ['body', 'overlap'], /Input should be/],
  ['a window of 9 s', { ...DAILY, catchup_window: 9 }, ['body', 'catchup_window'], /10/],
])('%s is refused, and nothing is scheduled', async (_, body, loc, message) => {
  const { scheduler, url } = await serveSchedules();

  const response = await post(url, body);

  expect(response.status).toBe(422);
  const answer: unknown = await response.json();
  expect(answer).toMatchObject({ detail: [{ loc, msg: expect.stringMatching(message) }] });
  expect(scheduler.created).toEqual([]);
});

test('while Temporal is away nothing of the schedule is left', async () => {
  const { url } = await serveSchedules({ scheduler: awayScheduler() });
  const before = await state().schedules.list({ owner: 'local', limit: 1, offset: 0 });

  expect((await post(url, DAILY)).status).toBe(503);

  const after = await state().schedules.list({ owner: 'local', limit: 1, offset: 0 });
  expect(after.total).toBe(before.total);
  expect(await state().schedules.listUnconfirmed(0)).toEqual([]);
});

function awayScheduler() {
  return scriptedScheduler({
    create: () => {
      throw new ApiError({ status: 503, error: 'orchestrator_unavailable', message: 'away' });
    },
  });
}

/** One round of looking after the schedules of all owners. */
async function reconcileWith(scheduler: AppParts['scheduler']): Promise<void> {
  const parts = testParts(state(), { scheduler });
  await reconcileSchedules({ ...parts, timing: { ...parts.timing, unknownAfterMs: 0 } });
}

test('a schedule that nobody told Temporal of is told later', async () => {
  const { scheduler, url } = await serveSchedules();
  await start(url, DAILY);
  const [schedule] = scheduler.created;
  if (schedule === undefined) throw new Error('it was told');
  const { schedule: lost } = await state().schedules.create({ ...schedule, id: randomUUID() });

  await reconcileWith(scheduler);

  expect(scheduler.created.map((told) => told.id)).toContain(lost.id);
  expect(await state().schedules.listUnconfirmed(0)).toEqual([]);
});

test('a Temporal with a new history is told of every schedule, unasked', async () => {
  const { scheduler, url } = await serveSchedules();
  const { id } = await start(url, { ...DAILY, paused: true });
  scheduler.known.clear();

  const shown: unknown = await (await fetch(`${url}/${id}`)).json();
  expect(shown).toMatchObject({ paused: true, next_runs: [] });
  expect(scheduler.known.has(id)).toBe(false);
  await reconcileWith(scheduler);

  expect(scheduler.known.get(id)).toBe(true);
});

test('a schedule that Temporal refuses does not keep it from the others', async () => {
  const { url } = await serveSchedules();
  const refused = await start(url, DAILY);
  const next = await start(url, DAILY);
  const fresh = scriptedScheduler();
  const create = async (schedule: StoredSchedule) => {
    if (schedule.id === refused.id)
      throw new ValidationError([{ type: 'value_error', loc: ['body'], msg: 'no', input: null }]);
    await fresh.create(schedule);
  };

  await reconcileWith({ ...fresh, create });

  expect(fresh.known.has(refused.id)).toBe(false);
  expect(fresh.known.has(next.id)).toBe(true);
});

test('a schedule that is deleted while Temporal is told of it is not left there', async () => {
  const { scheduler, url } = await serveSchedules();
  const { id } = await start(url, DAILY);
  const late = scriptedScheduler();
  const create = async (schedule: StoredSchedule) => {
    await late.create(schedule);
    if (schedule.id === id) await state().schedules.remove(id);
  };
  expect(scheduler.known.has(id)).toBe(true);

  await reconcileWith({ ...late, create });

  expect(late.known.has(id)).toBe(false);
});

test('what was paused in Temporal itself is shown as paused, by itself and in the list', async () => {
  const { scheduler, url } = await serveSchedules();
  const { id } = await start(url, DAILY);
  const listed = async (): Promise<unknown> => (await fetch(`${url}?limit=1`)).json();

  scheduler.known.set(id, true);
  await reconcileWith(scheduler);
  expect(await listed()).toMatchObject({ schedules: [{ id, paused: true }] });

  scheduler.known.set(id, false);
  const shown: unknown = await (await fetch(`${url}/${id}`)).json();
  expect(shown).toMatchObject({ paused: false, next_runs: [NEXT_RUN] });
  expect(await listed()).toMatchObject({ schedules: [{ id, paused: false }] });
});

test('a schedule is listed, paused, resumed, run now and deleted', async () => {
  const { scheduler, url } = await serveSchedules();
  const { id } = await start(url, { ...DAILY, paused: true });

  const listed: unknown = await (await fetch(`${url}?limit=1`)).json();
  expect(listed).toMatchObject({ schedules: [{ id, paused: true }], limit: 1, offset: 0 });
  const resumed: unknown = await (await post(`${url}/${id}/resume`, '')).json();
  expect(resumed).toMatchObject({ paused: false, next_runs: [NEXT_RUN] });
  const paused: unknown = await (await post(`${url}/${id}/pause`, '')).json();
  expect(paused).toMatchObject({ paused: true, next_runs: [] });
  expect((await post(`${url}/${id}/run`, '')).status).toBe(202);
  expect((await fetch(`${url}/${id}`, { method: 'DELETE' })).status).toBe(200);

  expect(scheduler.asked).toEqual([
    `resume ${id}`,
    `pause ${id}`,
    `run ${id}`,
    `remove ${id}`,
    `remove ${id}`,
  ]);
  expect((await fetch(`${url}/${id}`)).status).toBe(404);
  expect((await fetch(`${url}/${randomUUID()}/runs`)).status).toBe(404);
});

test('the runs of a schedule are shown with what was new in them', async () => {
  const { url } = await serveSchedules();
  const { id } = await start(url, DAILY);
  const { schedules, runs } = state();
  const [first, second] = [newRun(), newRun()];
  const news = {
    compared_with: first.id,
    new_sources: [{ title: 'Seal', url: 'https://example.org/seal' }],
    changed_sources: [],
    gone_sources: [],
    new_sentences: ['The seal lives there.'],
    changed_sentences: [],
    gone_sentences: [],
  };
  for (const [day, run] of [first, second].entries()) {
    await runs.create(run);
    const scheduledAt = `2026-01-0${day + 1}T07:30:00.000Z`;
    await schedules.addRun({ scheduleId: id, id: run.id, runs: 'question', scheduledAt });
  }
  await runs.end(first.id, { status: 'completed' });
  expect(await schedules.lastCompletedBefore(id, second.id)).toBe(first.id);
  expect(await schedules.lastCompletedBefore(id, first.id)).toBeUndefined();
  await schedules.keepNews(id, second.id, news);
  await runs.remove(first.id);

  const shown = Schedule.parse(await (await fetch(`${url}/${id}`)).json());
  expect(shown.recent_runs).toMatchObject([
    { session_id: second.id, status: 'queued', new_since_last_run: news },
    { session_id: first.id, status: 'deleted', new_since_last_run: null },
  ]);
  const page: unknown = await (await fetch(`${url}/${id}/runs?limit=1&offset=1`)).json();
  expect(page).toMatchObject({ runs: [{ session_id: first.id }], total: 2 });
});
