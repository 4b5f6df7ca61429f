import { Context } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { CompleteReportInput } from '../../contracts/report-steps.js';
import type { research } from '../../workflows/research.js';
import { judgement, researchActivities, researchInput } from '../helpers/research-activities.js';
import { withModel } from '../helpers/research-by-model.js';
import { temporal, withWorkers } from '../helpers/temporal.js';

type Changes = Parameters<typeof researchActivities>[1];
type Handle = WorkflowHandle<typeof research>;

/**
 * Does one research run until it has ended, with `act` at the moment that `arrive` is called in one of its steps; says
 * how it was settled first, which is what counts: the step that settles may run twice.
 */
async function interrupted(
  changes: (arrive: () => void, ended: EndRunInput[]) => Changes,
  act: (handle: Handle) => Promise<unknown>,
) {
  const ended: EndRunInput[] = [];
  const { arrived, arrive } = moment();
  const activities = researchActivities(ended, changes(arrive, ended));
  await withWorkers(activities, async ({ client, ...on }) => {
    const args: Parameters<typeof research> = [researchInput()];
    const handle = await client.workflow.start<typeof research>('research', { args, ...on });
    await arrived;
    await act(handle);
    await handle.result().catch(() => {});
  });
  return { end: ended[0], progress: ended[0]?.research?.progress };
}

function moment() {
  let arrive = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return { arrived, arrive: () => arrive() };
}

/** A step that ends only when it is cancelled. */
async function never(): Promise<never> {
  const timer = setInterval(() => Context.current().heartbeat(), 50);
  return Context.current().cancelled.finally(() => clearInterval(timer));
}

const TWO_PAGES: Changes = {
  mergeRound: async ({ earlier, limit }) => ({
    key: 'merged',
    total: 2,
    toRead: limit === 0 ? [] : ['https://a.example/1', 'https://a.example/2'],
    deadEnds: [`of ${earlier} earlier`],
  }),
};

test('a run that is cancelled in its first round leaves the pages that were read, judged', async () => {
  const { end, progress } = await interrupted(
    (arrive) => ({
      ...TWO_PAGES,
      readSource: async ({ url }) => {
        if (url.endsWith('2')) {
          setTimeout(arrive, 200); // the other page reaches the history
          await never();
        }
        return { url, pageKey: 'page', warning: null };
      },
    }),
    (handle) => handle.cancel(),
  );

  expect(end).toMatchObject({ status: 'cancelled' });
  expect(progress).toMatchObject({
    packKey: 'pack of the round',
    judged: judgement().steps,
    sourcesFound: 2,
    rounds: [{ iteration: 1, pages_read: 1, dead_ends: ['of 0 earlier'], judged_by: 'rules' }],
    sectionKeys: [],
  });
});

test('a run that is cancelled before it has a plan has no result', async () => {
  const { end } = await interrupted(
    (arrive) =>
      withModel({
        planByModel: () => {
          arrive();
          return never();
        },
      }),
    (handle) => handle.cancel(),
  );

  expect(end).toEqual({ runId: researchInput().runId, status: 'cancelled' });
});

test('a run that fails leaves the rounds before the one it failed in', async () => {
  let rounds = 0;
  const { end, progress } = await interrupted(
    (arrive) => {
      arrive();
      return {
        judgeByRules: async () => {
          rounds += 1;
          if (rounds > 1) throw ApplicationFailure.nonRetryable('full', 'storage-full');
          return judgement();
        },
      };
    },
    async () => {},
  );

  expect(end).toMatchObject({ status: 'failed', error: { error: 'storage-full' } });
  expect(progress?.rounds.map(({ iteration }) => iteration)).toEqual([1]);
});

/** A model that writes the first section and never ends the second. */
const halfWritten = (arrive: () => void, completed: CompleteReportInput[] = []): Changes => {
  const { writeSection, completeReport } = withModel();
  return withModel({
    writeSection: async (input) => {
      if (input.number > 1) {
        arrive();
        await never();
      }
      return writeSection?.(input) ?? never();
    },
    completeReport: async (input) => {
      completed.push(input);
      return completeReport?.(input) ?? never();
    },
  });
};

test('a run that is cancelled while its report is written leaves the sections that are done, and says so', async () => {
  const completed: CompleteReportInput[] = [];
  const { end, progress } = await interrupted(
    (arrive) => halfWritten(arrive, completed),
    (handle) => handle.cancel(),
  );

  expect(end).toMatchObject({ status: 'cancelled' });
  expect(completed).toMatchObject([{ packKey: 'final pack', unfinished: true }]);
  expect(progress).toMatchObject({
    packKey: 'final pack',
    sectionKeys: ['check of answer on In short'],
    contradictionsKey: 'c',
    modelUsed: 'small',
    warnings: [{ code: 'report-unfinished' }],
  });
});

test('a run whose worker dies while it writes, and that is cancelled meanwhile, leaves the sections that are done', async () => {
  const ended: EndRunInput[] = [];
  const { arrived, arrive } = moment();
  const activities = () => researchActivities(ended, halfWritten(arrive));
  const { result: handle } = await withWorkers(activities(), async ({ client, ...on }) => {
    const args: Parameters<typeof research> = [researchInput()];
    const started = await client.workflow.start<typeof research>('research', { args, ...on });
    await arrived;
    return started;
  });
  const { client } = await temporal();
  await client.workflow.getHandle(handle.workflowId).cancel();
  expect(ended).toEqual([]);

  await withWorkers(activities(), () => handle.result().catch(() => {}));

  expect(ended[0]).toMatchObject({
    status: 'cancelled',
    research: { progress: { sectionKeys: ['check of answer on In short'] } },
  });
});

test('a run whose result cannot be put together is settled without it', async () => {
  const { end } = await interrupted(
    (arrive, ended) => ({
      ...TWO_PAGES,
      readSource: () => {
        arrive();
        return never();
      },
      endRun: async (input) => {
        if (input.research !== undefined)
          throw ApplicationFailure.nonRetryable('gone', 'unreadable');
        ended.push(input);
      },
    }),
    (handle) => handle.cancel(),
  );

  expect(end).toEqual({ runId: researchInput().runId, status: 'cancelled' });
});
