import type { WorkflowHandle } from '@temporalio/client';
import { expect, test } from 'vitest';
import { MOST_DIRECTIONS } from '../../domain/research/control-refusal.js';
import type { research } from '../../workflows/research.js';
import { judgement, researchActivities, researchInput } from '../helpers/research-activities.js';
import { USAGE, withModel } from '../helpers/research-by-model.js';
import { withWorkers } from '../helpers/temporal.js';

const ROUNDS = 10;
const PAGES = 10;

const EIGHT = Array.from({ length: 8 }, (_, at) => ({
  step_number: at + 1,
  description: `Step ${at + 1} of the plan that the model made of the question`,
  search_query: `what step ${at + 1} is to find out`,
  expected_outcome: 'What the question needs of it',
  depends_on: [],
}));

/** An address of usual length. */
const address = (round: number, page: number) =>
  `https://www.example-${page}.org/articles/2024/05/what-is-known-of-the-question-in-round-${round}-${page}.html`;

/** A model that has something to say of each of eight steps in every round, and writes a section for each. */
const TALKATIVE = withModel({
  planByModel: async ({ query }) => ({
    plan: { original_query: query, steps: EIGHT, estimated_time: 1, complexity: 'complex' },
    fault: '',
    usage: USAGE,
  }),
  judgeStep: async ({ step: { step_number } }) => ({
    verdict: {
      step_number,
      state: 'partly',
      missing: 'what the sources do not tell yet of this step, in the words of the model',
      contradicts: 'the year, which two of the sources give differently',
      query: `what no source tells of step ${step_number} yet`,
    },
    usage: USAGE,
  }),
  checkAnswer: async ({ answerKey }) => ({
    checkKey: `check of ${answerKey}`,
    claims: 5,
    failed: 2,
    warnings: [],
  }),
  rewriteAnswer: async ({ checkKey, model }) => ({
    answerKey: `rewritten ${checkKey}`,
    modelUsed: model,
    usage: USAGE,
    warnings: [],
  }),
});

interface Measured {
  readonly rounds: number;
  readonly events: number;
  readonly bytes: number;
}

/** Does one run whose every round brings new pages and new queries, and measures its history. */
async function measure(
  changes: Parameters<typeof researchActivities>[1],
  act: (handle: WorkflowHandle<typeof research>, rounds: () => number) => Promise<void>,
): Promise<Measured> {
  let round = 0;
  const activities = researchActivities([], {
    ...changes,
    mergeRound: async () => {
      round += 1;
      const toRead = Array.from({ length: PAGES }, (_, page) => address(round, page));
      return { key: 'f'.repeat(64), total: PAGES * round, toRead, deadEnds: [] };
    },
    judgeByRules: async () =>
      judgement({
        newSources: PAGES,
        steps: EIGHT.map(({ step_number }) => ({ step_number, state: 'partly', missing: 'x' })),
        next: Array.from({ length: 4 }, (_, at) => ({
          step: 3,
          query: `what the sources of round ${round} do not tell yet, part ${at}`,
          intent: 'hop',
          priority: 2,
        })),
      }),
  });
  const args: Parameters<typeof research> = [
    researchInput({ max_iterations: ROUNDS, timeout: 3_600 }),
  ];
  const { result } = await withWorkers(activities, async ({ client, ...on }) => {
    const handle = await client.workflow.start<typeof research>('research', { args, ...on });
    await act(handle, () => round);
    await handle.result();
    const { historyLength: events, historySize } = await handle.describe();
    return { events, bytes: historySize ?? Number.POSITIVE_INFINITY };
  });
  return { ...result, rounds: round };
}

test.each([
  ['without a model', {}],
  ['with one that judges and writes', TALKATIVE],
])(
  'a run of ten rounds and a hundred pages %s stays within 1,500 events and 1 MB of history',
  async (_, changes) => {
    const { rounds, events, bytes } = await measure(changes, async () => {});

    expect(rounds).toBe(ROUNDS);
    expect(events).toBeLessThanOrEqual(1_500);
    expect(bytes).toBeLessThanOrEqual(1_000_000);
  },
);

test('a run that is steered again and again takes ten directions, and at most twice as many rounds and events', async () => {
  const { rounds, events, bytes } = await measure(TALKATIVE, async (handle, rounds) => {
    for (let given = 0; given < MOST_DIRECTIONS; given++) {
      while (rounds() < ROUNDS + given) await new Promise((resolve) => setTimeout(resolve, 10));
      await steer(handle, `What did critic ${given} say?`);
    }
    await expect(steer(handle, 'What did another say?')).rejects.toMatchObject({
      cause: { type: 'too_many_directions' },
    });
  });

  expect(rounds).toBe(2 * ROUNDS);
  expect(events).toBeLessThanOrEqual(3_000);
  expect(bytes).toBeLessThanOrEqual(1_000_000);
});

async function steer(handle: WorkflowHandle<typeof research>, direction: string): Promise<void> {
  await handle.executeUpdate<void, [unknown]>('steer', { args: [{ direction }] });
}
