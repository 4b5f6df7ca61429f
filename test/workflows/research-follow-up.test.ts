import { expect, test } from 'vitest';
import type { Activities } from '../../activities/index.js';
import type { EndRunInput } from '../../contracts/end-run.js';
import type { ResearchRequest } from '../../contracts/research.js';
import type { research } from '../../workflows/research.js';
import {
  aimed,
  judgement,
  researchActivities,
  researchInput,
  STEPS,
} from '../helpers/research-activities.js';
import { withWorkers } from '../helpers/temporal.js';

const EARLIER = '00000000-0000-4000-8000-000000000009';
const COVERED = STEPS.map(({ step_number }) => ({
  step_number,
  state: 'covered' as const,
  missing: '',
}));

test('round 0 is what was taken over, and the first round asks only what it leaves open', async () => {
  const planned: string[] = [];
  const { ended, told } = await settle({ max_iterations: 1 }, (activities) => ({
    planResearch: async (input) => {
      planned.push(input.query);
      return activities.planResearch(input);
    },
  }));

  const progress = ended[0]?.research?.progress;
  expect(ended[0]).toMatchObject({ status: 'completed' });
  expect(progress?.rounds.map(({ iteration, queries }) => [iteration, queries.length])).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(progress?.rounds[0]).toMatchObject({ sources_found: 5, pages_read: 0 });
  expect(progress?.plan?.original_query).toBe(researchInput().request.query);
  expect(planned).toEqual([`${researchInput().request.query} (Big Eyes)`]);
  expect(told.filter((type) => type === 'round-end')).toHaveLength(2);
});

test('pages that were taken over are not read again, and are evidence of every round', async () => {
  const tried: (readonly string[])[] = [];
  const kept: number[] = [];
  await settle({ max_iterations: 1 }, () => ({
    mergeRound: async (input) => {
      tried.push(input.tried);
      return { key: 'merged', total: 4, toRead: [], deadEnds: [] };
    },
    keepEvidence: async ({ read }) => {
      kept.push(read.length);
      return `evidence ${kept.length}`;
    },
  }));

  expect(tried.at(-1)).toEqual(['https://a.example/0']);
  expect(kept).toEqual([1, 1]);
});

test('evidence that covers every step needs no search at all', async () => {
  let searches = 0;
  const { ended } = await settle({}, () => ({
    aimFollowUp: async () => aimed({ steps: COVERED, next: [] }),
    searchWeb: async ({ subQuery }) => {
      searches += 1;
      return { subQuery, key: 'hits', count: 0, looked: true, warnings: [] };
    },
  }));

  expect(searches).toBe(0);
  expect(ended[0]).toMatchObject({
    status: 'completed',
    research: { progress: { endedBy: 'coverage', warnings: [], packKey: 'final pack' } },
  });
});

test('what was taken over counts against no budget', async () => {
  const { ended } = await settle({
    budget: { seconds: null, tokens: null, pages: 1, searches: 1 },
  });

  expect(ended[0]?.research?.progress.rounds.map(({ iteration }) => iteration)).toEqual([0, 1]);
});

test('a session that has nothing to give is named, and the research starts from nothing', async () => {
  const { ended } = await settle({ max_iterations: 1 }, () => ({
    openFollowUp: async ({ query }) => ({ question: query, foundKey: null, read: [], open: [] }),
  }));

  const progress = ended[0]?.research?.progress;
  expect(progress?.warnings).toMatchObject([{ code: 'nothing-taken-over', subject: EARLIER }]);
  expect(progress?.rounds.map(({ iteration, queries }) => [iteration, queries.length])).toEqual([
    [1, 2],
  ]);
});

type Changes = (activities: Pick<Activities, 'planResearch'>) => Partial<Activities>;

/** Does one follow-up beside stand-ins of its steps and says how it was settled. */
async function settle(request: Partial<ResearchRequest> = {}, changes: Changes = () => ({})) {
  const ended: EndRunInput[] = [];
  const usual = researchActivities(ended, { judgeByRules: async () => judgement() });
  const { planResearch = () => Promise.reject(new Error('no plan')) } = usual;
  const activities = { ...usual, ...changes({ planResearch }) };
  const { told } = await withWorkers(activities, ({ client, ...on }) =>
    client.workflow.execute<typeof research>('research', {
      args: [researchInput({ follow_up_of: EARLIER, ...request })],
      ...on,
    }),
  );
  return { ended, told: told.map(({ type }) => type) };
}
