import { expect, test } from 'vitest';
import { planByRules } from '../../../domain/search/plan-by-rules.js';
import { planFromModel } from '../../../domain/search/plan-from-model.js';

const QUESTION = 'Who is the spouse of the director of Big Eyes?';

test('the question goes first, then what the model adds', () => {
  const plan = planOf(['director of Big Eyes', 'Tim Burton Big Eyes wife']);
  expect(plan.planned_by).toBe('model');
  expect(plan.sub_queries.slice(0, 3).map(({ query }) => query)).toEqual([
    QUESTION,
    'director of Big Eyes',
    'Tim Burton Big Eyes wife',
  ]);
});

test('repeats and paraphrases of the question are dropped', () => {
  const queries = planOf([
    'who is the spouse of the director of big eyes',
    'director of Big Eyes',
    'the director of "Big Eyes"',
  ]).sub_queries.map(({ query }) => query);
  expect(queries.filter((query) => /director of .?Big Eyes/.test(query))).toEqual([
    QUESTION,
    'director of Big Eyes',
  ]);
});

test('numbers, bullets and quotes around a query are taken off', () => {
  const queries = planOf(['1. "Big Eyes director"', '- query: Big Eyes film cast']).sub_queries;
  expect(queries.map(({ query }) => query)).toEqual(
    expect.arrayContaining(['Big Eyes director', 'Big Eyes film cast']),
  );
});

test.each([
  [[]],
  [['', '   ', '!!!']],
  [['{"queries": ["x"]}', 'query eyes ...']],
  [['eyes eyes eyes eyes eyes eyes eyes']],
  [['astronomical clock built year']],
])('when %j is all the model gave, the rules plan', (queries) => {
  expect(planOf(queries)).toEqual(planByRules(QUESTION));
});

test('there are never more than six queries and none over 400 characters', () => {
  const plan = planOf(
    Array.from({ length: 8 }, (_, at) => `Big Eyes part ${at} ${'abc '.repeat(at)}`).concat(
      `Big Eyes ${'long '.repeat(10)}${'x'.repeat(500)}`,
    ),
  );
  expect(plan.sub_queries.length).toBe(6);
  for (const { query } of plan.sub_queries) expect(query.length).toBeLessThanOrEqual(400);
});

test("the time range is the rules' where they see one, else the model's", () => {
  const reply = { queries: ['earthquakes list'], time_range: 'year' as const };
  expect(planFromModel(reply, 'earthquakes in the last week').time_range).toBe('week');
  expect(planFromModel(reply, 'recent big earthquakes').time_range).toBe('year');
  expect(planFromModel({ ...reply, time_range: 'none' }, 'big earthquakes').time_range).toBeNull();
});

function planOf(queries: string[]) {
  return planFromModel({ queries, time_range: 'none' }, QUESTION);
}
