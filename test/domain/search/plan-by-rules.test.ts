import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planByRules } from '../../../domain/search/plan-by-rules.js';

test('the first query is the question as it was asked', () => {
  const question = 'When was the astronomical clock built in the city where Karel Purkyně died?';
  expect(planByRules(question)).toEqual({
    sub_queries: [
      { query: question, intent: 'temporal', priority: 1 },
      { query: 'city Karel Purkyně died', intent: 'hop', priority: 2 },
      { query: 'astronomical clock built in', intent: 'hop', priority: 3 },
    ],
    language: 'en',
    time_range: null,
    planned_by: 'rules',
  });
});

test('each side of a comparison is searched by itself', () => {
  expect(queriesOf('Which plant is larger, the Pterocarya or the Cotula?').slice(1)).toEqual([
    'Pterocarya plant larger',
    'Cotula plant larger',
  ]);
  expect(queriesOf('PostgreSQL vs MySQL performance').slice(1)).toEqual([
    'PostgreSQL vs performance',
    'MySQL vs performance',
  ]);
});

test('each hop of a nested question is searched by itself', () => {
  const queries = queriesOf(
    'When did the country where the city where Steven Blankaart was born is located refuse to surrender Namibia?',
  );
  expect(
    queries.some((query) => query.includes('Steven Blankaart born') && !query.includes('Namibia')),
  ).toBe(true);
  expect(
    queries.some((query) => query.includes('surrender Namibia') && !query.includes('Blankaart')),
  ).toBe(true);
});

test('a question without names is cut at its clauses', () => {
  expect(
    queriesOf('Who founded the colony that became the state whose official sport is jousting?'),
  ).toContain('official sport is jousting');
});

test('quoted phrases are searched', () => {
  expect(queriesOf('who prepared "the grand model" in the south')).toContain(
    'prepared the grand model',
  );
});

test('time and language are noted', () => {
  expect(planByRules('Welche Erdbeben gab es in der letzten Zeit und wo?').language).toBe('de');
  expect(planByRules('earthquakes in the last week').time_range).toBe('week');
});

test.each(['???', '🙂🙂', 'y'.repeat(5_000), '東京の人口は？', 'a', '"', '\u0000', ' ', '. . .'])(
  'there is a query for %j',
  (question) => {
    expect(queriesOf(question)[0]).not.toBe('');
  },
);

test('of 5,000 characters the sentence that asks is searched', () => {
  const story = 'Something was told here that nobody asked for. '.repeat(100);
  const [first] = queriesOf(`${story}Who was Karel Purkyně? ${story}`);
  expect(first).toBe('Who was Karel Purkyně?');
});

test('any text gives one to six different queries of at most 400 characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5_000 }), (question) => {
      const queries = queriesOf(question);
      expect(queries.length).toBeGreaterThanOrEqual(1);
      expect(queries.length).toBeLessThanOrEqual(6);
      expect(new Set(queries).size).toBe(queries.length);
      for (const query of queries) expect(query.length).toBeLessThanOrEqual(400);
    }),
  );
});

test('a question of many names still has six queries, numbered from 1', () => {
  const names = Array.from({ length: 40 }, (_, at) => `Alpha${at} Beta${at}`).join(', ');
  const plan = planByRules(`What links ${names}?`);
  expect(plan.sub_queries.map(({ priority }) => priority)).toEqual([1, 2, 3, 4, 5, 6]);
});

function queriesOf(question: string): string[] {
  return planByRules(question).sub_queries.map(({ query }) => query);
}
