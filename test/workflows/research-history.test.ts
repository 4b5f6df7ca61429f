import { expect, test } from 'vitest';
import type { research } from '../../workflows/research.js';
import { judgement, researchActivities, researchInput } from '../helpers/research-activities.js';
import { withWorkers } from '../helpers/temporal.js';

const ROUNDS = 10;
const PAGES = 10;

/** An address of usual length. */
const address = (round: number, page: number) =>
  `https://www.example-${page}.org/articles/2024/05/what-is-known-of-the-question-in-round-${round}-${page}.html`;

test('a run of ten rounds and a hundred pages stays within 1,500 events and 1 MB of history', async () => {
  let round = 0;
  const activities = researchActivities([], {
    mergeRound: async () => {
      round += 1;
      const toRead = Array.from({ length: PAGES }, (_, page) => address(round, page));
      return { key: 'f'.repeat(64), total: PAGES * round, toRead, deadEnds: [] };
    },
    judgeByRules: async () =>
      judgement({
        newSources: PAGES,
        next: Array.from({ length: 4 }, (_, at) => ({
          step: 3,
          query: `what the sources of round ${round} do not tell yet, part ${at}`,
          intent: 'hop',
          priority: 2,
        })),
      }),
  });
  const input = researchInput({ max_iterations: ROUNDS, timeout: 3_600 });

  const { result } = await withWorkers(activities, async ({ client, ...on }) => {
    const handle = await client.workflow.start<typeof research>('research', {
      args: [input],
      ...on,
    });
    await handle.result();
    const { historyLength, historySize } = await handle.describe();
    return { length: historyLength, size: historySize ?? Number.POSITIVE_INFINITY };
  });

  expect(round).toBe(ROUNDS);
  expect(result.length).toBeLessThanOrEqual(1_500);
  expect(result.size).toBeLessThanOrEqual(1_000_000);
});
