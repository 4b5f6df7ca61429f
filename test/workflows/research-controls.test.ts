import type { WorkflowHandle } from '@temporalio/client';
import { expect, test } from 'vitest';
import type { ControlName } from '../../contracts/control-messages.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { research } from '../../workflows/research.js';
import {
  aimed,
  judgement,
  researchActivities,
  researchInput,
  STEPS,
} from '../helpers/research-activities.js';
import { USAGE, withModel } from '../helpers/research-by-model.js';
import { shownStatus } from '../helpers/shown-status.js';
import { withWorkers } from '../helpers/temporal.js';

type Handle = WorkflowHandle<typeof research>;
type Input = Parameters<typeof researchInput>[0];

/** A research whose first search waits until `open` is called, so that messages come at a known moment. */
async function controlled(
  changes: Input,
  act: (handle: Handle, open: () => void, asked: string[]) => Promise<void>,
  steps: Parameters<typeof researchActivities>[1] = {},
) {
  const ended: EndRunInput[] = [];
  const asked: string[] = [];
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const activities = researchActivities(ended, {
    searchWeb: async ({ subQuery }) => {
      asked.push(subQuery.query);
      await opened;
      return { subQuery, key: 'hits', count: 1, looked: true, warnings: [] };
    },
    ...steps,
  });
  const { told } = await withWorkers(activities, async ({ client, ...on }) => {
    const args: Parameters<typeof research> = [researchInput(changes)];
    const handle = await client.workflow.start<typeof research>('research', { args, ...on });
    await act(handle, open, asked);
    open();
    await handle.result().catch(() => {});
  });
  return { end: ended[0], progress: ended[0]?.research?.progress, asked, told };
}

/** Something that waits until it is opened, and says how many wait. */
function gate() {
  const waiting: (() => void)[] = [];
  let isOpen = false;
  return {
    waiting: () => waiting.length,
    open() {
      isOpen = true;
      for (const go of waiting) go();
    },
    async pass<T>(value: T): Promise<T> {
      if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
      return value;
    },
  };
}

async function update(handle: Handle, name: ControlName, body?: unknown): Promise<void> {
  if (body === undefined) await handle.executeUpdate<void, []>(name);
  else await handle.executeUpdate<void, [unknown]>(name, { args: [body] });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 400) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Timers and activities of a run that have begun and not ended. */
async function inHand(handle: Handle): Promise<number> {
  const { events } = await handle.fetchHistory();
  const count = (attribute: string): number =>
    (events ?? []).filter((event) => attribute in event && Reflect.get(event, attribute) != null)
      .length;
  const timers =
    count('timerStartedEventAttributes') -
    count('timerFiredEventAttributes') -
    count('timerCanceledEventAttributes');
  const { raw } = await handle.describe();
  return timers + (raw.pendingActivities?.length ?? 0);
}

test('a paused run finishes what is in hand, then holds neither a timer nor an activity until it is resumed', async () => {
  const { end, told } = await controlled({}, async (handle, open, asked) => {
    await until(() => asked.length > 0);
    await update(handle, 'pause');
    await update(handle, 'pause');
    open();
    await until(async () => (await inHand(handle)) === 0);
    const before = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(asked).toHaveLength(before);
    expect(await inHand(handle)).toBe(0);
    await update(handle, 'resume');
  });

  expect(end).toMatchObject({ status: 'completed' });
  expect(end?.research?.progress.heldMs).toBeGreaterThan(100);
  expect(told.filter(({ type }) => type === 'run-paused')).toHaveLength(1);
  expect(told.filter(({ type }) => type === 'run-resumed')).toHaveLength(1);
});

test('a run paused while a section is written finishes that section and asks no model until it is resumed', async () => {
  const ended: EndRunInput[] = [];
  const asked: string[] = [];
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const activities = researchActivities(
    ended,
    withModel({
      writeSection: async ({ section, model }) => {
        asked.push(section.heading);
        await opened;
        const keys = { answerKey: 'answer', packKey: 'evidence' };
        return { ...keys, modelUsed: model, usage: USAGE, warnings: [] };
      },
    }),
  );
  await withWorkers(activities, async ({ client, ...on }) => {
    const args: Parameters<typeof research> = [researchInput({ max_iterations: 1 })];
    const handle = await client.workflow.start<typeof research>('research', { args, ...on });
    await until(() => asked.length > 0);
    await update(handle, 'pause');
    open();
    await until(async () => (await inHand(handle)) === 0);
    expect(asked).toHaveLength(1);
    await update(handle, 'resume');
    await handle.result();
  });

  expect(asked).toHaveLength(2);
  expect(ended[0]).toMatchObject({
    status: 'completed',
    research: { progress: { modelUsed: 'small' } },
  });
});

test('finishing writes with what is there', async () => {
  const { end, progress } = await controlled(
    { max_iterations: 10 },
    async (handle, open, asked) => {
      open();
      await until(() => asked.length > 2);
      await update(handle, 'finish');
    },
  );

  expect(end).toMatchObject({ status: 'completed' });
  expect(progress).toMatchObject({ endedBy: 'finish', sectionKeys: ['s1', 's2'] });
  expect(progress?.rounds.at(-1)?.queries.length).toBeGreaterThan(0);
});

test('a run that has found nothing yet refuses to finish, and says why', async () => {
  await controlled({ max_iterations: 1 }, async (handle, _open, asked) => {
    await until(() => asked.length > 0);
    await expect(update(handle, 'finish')).rejects.toMatchObject({
      cause: { type: 'nothing_found_yet' },
    });
  });
});

test('a direction becomes a step that the next round asks for, also after the last round planned', async () => {
  const { progress, asked } = await controlled(
    { max_iterations: 1 },
    async (handle, _open, asked) => {
      await until(() => asked.length > 0);
      await update(handle, 'steer', { direction: 'What did critics say?' });
    },
  );

  expect(progress?.plan?.steps.at(-1)).toMatchObject({
    step_number: STEPS.length + 1,
    description: 'What did critics say?',
    depends_on: [],
  });
  expect(progress?.rounds).toHaveLength(2);
  expect(asked.some((query) => query.includes('What did critics say?'))).toBe(true);
});

test('a direction that comes too late for a round is planned and named, and one that comes later still is refused', async () => {
  const read = gate();
  const judged = gate();
  const { progress, told } = await controlled(
    {},
    async (handle, open) => {
      open();
      await until(() => read.waiting() > 0);
      await update(handle, 'steer', { direction: 'What did critics say?' });
      await update(handle, 'finish');
      await until(() => judged.waiting() > 0);
      await expect(update(handle, 'steer', { direction: 'Costs' })).rejects.toMatchObject({
        cause: { type: 'gathering_ended' },
      });
      read.open();
      judged.open();
    },
    {
      readSource: ({ url }) => read.pass({ url, pageKey: 'page', warning: null }),
      judgeByRules: () => judged.pass(judgement()),
    },
  );

  expect(progress).toMatchObject({ endedBy: 'finish', rounds: [{ iteration: 1 }] });
  expect(progress?.plan?.steps.slice(STEPS.length)).toMatchObject([
    { description: 'What did critics say?' },
  ]);
  const unused = { code: 'direction-not-researched', subject: 'What did critics say?' };
  expect(progress?.warnings).toMatchObject([unused]);
  expect(told.find(({ type }) => type === 'warning')?.data).toMatchObject(unused);
});

test('a direction given while earlier evidence is judged is asked for in the first round', async () => {
  const judging = gate();
  const covered = judgement().steps.map((step) => ({ ...step, state: 'covered' as const }));
  const { progress } = await controlled(
    { follow_up_of: '00000000-0000-4000-8000-000000000009', max_iterations: 1 },
    async (handle, open) => {
      open();
      await until(() => judging.waiting() > 0);
      await update(handle, 'steer', { direction: 'What did critics say?' });
      judging.open();
    },
    { aimFollowUp: () => judging.pass(aimed({ steps: covered, next: [] })) },
  );

  expect(progress?.rounds).toMatchObject([
    { iteration: 0 },
    { iteration: 1, queries: [expect.stringContaining('What did critics say?')] },
  ]);
  expect(progress?.warnings).toEqual([]);
});

test('a direction for which the budget has no room is named', async () => {
  const budget = { seconds: null, tokens: null, pages: null, searches: 2 };
  const { progress } = await controlled({ budget }, async (handle, _open, asked) => {
    await until(() => asked.length > 0);
    await update(handle, 'steer', { direction: 'What did critics say?' });
  });

  expect(progress).toMatchObject({
    endedBy: 'budget',
    warnings: [{ code: 'direction-not-researched' }, { code: 'budget-reached' }],
  });
});

test('a plan that waits for approval is searched as it was edited', async () => {
  const step = { step_number: 1, description: 'd', search_query: 'edited', expected_outcome: '' };
  const { progress, asked, told } = await controlled(
    { require_approval: true, max_iterations: 1 },
    async (handle, _open, asked) => {
      await until(async () => (await inHand(handle)) === 1);
      expect(asked).toEqual([]);
      const twice = [{ ...step, depends_on: [2] }];
      await expect(update(handle, 'plan', { approved: true, steps: twice })).rejects.toMatchObject({
        cause: { type: 'bad_plan' },
      });
      await update(handle, 'plan', { approved: true, steps: [{ ...step, depends_on: [] }] });
    },
  );

  expect(asked).toEqual(['edited']);
  expect(progress?.plan?.steps).toHaveLength(1);
  expect(told.map(({ type }) => type)).toContain('approval-requested');
});

test('a plan that is declined ends the run as cancelled', async () => {
  const { end, asked } = await controlled({ require_approval: true }, async (handle) => {
    await until(async () => (await inHand(handle)) === 1);
    await update(handle, 'plan', { approved: false });
  });

  expect(end).toMatchObject({ status: 'cancelled' });
  expect(asked).toEqual([]);
});

test.each([
  ['approve', 'completed'],
  ['cancel', 'cancelled'],
] as const)(
  'without an answer in time the plan goes by its default: %s',
  async (byDefault, status) => {
    const request = { require_approval: true, approval_timeout: 1, approval_default: byDefault };
    const { end } = await controlled(request, async (_handle, open) => open());

    expect(end).toMatchObject({ status });
  },
);

test('an approval that nobody waits for is refused', async () => {
  await controlled({ max_iterations: 1 }, async (handle, _open, asked) => {
    await until(() => asked.length > 0);
    await expect(update(handle, 'plan', { approved: true })).rejects.toMatchObject({
      cause: { type: 'not_awaiting_approval' },
    });
  });
});

test('a run stays within its budget, ends gathering for it and says so', async () => {
  const budget = { seconds: null, tokens: null, pages: null, searches: 2 };
  const { end, progress, asked } = await controlled(
    { budget, max_iterations: 10 },
    async (_handle, open) => open(),
  );

  expect(end).toMatchObject({ status: 'completed' });
  expect(asked).toHaveLength(2);
  expect(progress).toMatchObject({
    endedBy: 'budget',
    warnings: [{ code: 'budget-reached', subject: 'searches' }],
  });
});

test('a budget that is raised in time lets the run go on', async () => {
  const budget = { seconds: null, tokens: null, pages: null, searches: 2 };
  const { progress } = await controlled(
    { budget, max_iterations: 3 },
    async (handle, _open, asked) => {
      await until(() => asked.length > 0);
      await update(handle, 'budget', { searches: 50 });
    },
  );

  expect(progress).toMatchObject({ endedBy: 'iterations' });
});

test('signals of the same names do the same, and one that does not fit is told as a warning', async () => {
  const { progress, told } = await controlled(
    { max_iterations: 10 },
    async (handle, open, asked) => {
      await until(() => asked.length > 0);
      await handle.signal('plan', { approved: true });
      await handle.signal('steer', { direction: 'Costs' });
      await handle.signal('pause');
      await handle.signal('resume');
      open();
      await until(() => asked.length > 3);
      await handle.signal('finish');
    },
  );

  expect(progress?.endedBy).toBe('finish');
  const types = told.map(({ type }) => type);
  for (const type of ['steer-accepted', 'run-paused', 'run-resumed', 'finish-requested'] as const)
    expect(types).toContain(type);
  expect(told.find(({ type }) => type === 'warning')?.data).toMatchObject({
    code: 'not_awaiting_approval',
    subject: 'plan',
  });
});

test('the lists say what a run waits for, whatever comes in which order', async () => {
  const { end, told } = await controlled(
    { require_approval: true, max_iterations: 1 },
    async (handle) => {
      await until(async () => (await shownStatus(handle)) === 'awaiting approval');
      await update(handle, 'resume');
      expect(await shownStatus(handle)).toBe('awaiting approval');
      await update(handle, 'pause');
      expect(await shownStatus(handle)).toBe('paused');
      await update(handle, 'resume');
      expect(await shownStatus(handle)).toBe('awaiting approval');
      await update(handle, 'pause');
      await update(handle, 'plan', { approved: true });
      await until(async () => (await inHand(handle)) === 0);
      expect(await shownStatus(handle)).toBe('paused');
      await expect(update(handle, 'plan', { approved: true })).rejects.toMatchObject({
        cause: { type: 'not_awaiting_approval' },
      });
      await update(handle, 'resume');
      expect(await shownStatus(handle)).toBe('running');
    },
  );

  expect(end).toMatchObject({ status: 'completed' });
  expect(told.filter(({ type }) => type === 'plan-decided')).toHaveLength(1);
});

test('finishing a paused run lets it go on, and says so', async () => {
  const reading = gate();
  const { end, told } = await controlled(
    { max_iterations: 10 },
    async (handle, open) => {
      open();
      await until(() => reading.waiting() > 0);
      await update(handle, 'pause');
      expect(await shownStatus(handle)).toBe('paused');
      await update(handle, 'finish');
      expect(await shownStatus(handle)).toBe('running');
      reading.open();
      await handle.result();
      expect(await shownStatus(handle)).toBe('completed');
    },
    { readSource: ({ url }) => reading.pass({ url, pageKey: 'page', warning: null }) },
  );

  expect(end?.research?.progress).toMatchObject({ endedBy: 'finish' });
  expect(told.filter(({ type }) => type === 'run-resumed')).toHaveLength(1);
  expect(told.filter(({ type }) => type === 'finish-requested')).toHaveLength(1);
});
