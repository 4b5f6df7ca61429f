import { expect, test } from 'vitest';
import type { ResearchStep } from '../../../contracts/research.js';
import { aimFollowUp } from '../../../domain/research/aim-follow-up.js';
import { documentOf } from '../search/document-of.js';

const BAIKAL = documentOf({
  title: 'Lake Baikal',
  text: 'Lake Baikal is 1,642 metres deep. It is drained by the Angara, a river of Siberia.',
});

test('steps that the evidence covers are settled, and the others are asked', () => {
  const aimed = aim([step(1, 'depth of Lake Baikal deep'), step(2, 'Lake Tanganyika animals')]);

  expect(aimed.settled).toEqual([]);
  expect(aimed.next.map(({ step: number }) => number)).toContain(2);

  const covered = aim([step(1, 'how deep is Lake Baikal'), step(2, 'Lake Tanganyika animals')]);
  expect(covered.steps[0]).toMatchObject({ step_number: 1, state: 'covered' });
  expect(covered.settled.map(({ step: number }) => number)).toEqual([1]);
  expect(new Set(covered.next.map(({ step: number }) => number))).toEqual(new Set([2]));
});

test('a step that is covered in part is first asked for what is missing', () => {
  const { steps, next } = aim([step(1, 'Lake Baikal Angara river Siberia drained seals')]);

  expect(steps[0]?.state).toBe('partly');
  expect(next[0]).toMatchObject({ intent: 'gap', query: expect.stringContaining('seals') });
  expect(next[1]).toMatchObject({ query: 'Lake Baikal Angara river Siberia drained seals' });
});

test('what the earlier run left open is asked when it is of this question’s matter', () => {
  const { next } = aim([step(1, 'Lake Tanganyika animals')], {
    open: ['animals of Lake Tanganyika depth', 'price of bread in Paris'],
  });

  const queries = next.map(({ query }) => query);
  expect(queries).toContain('animals of Lake Tanganyika depth');
  expect(queries).not.toContain('price of bread in Paris');
});

test('a dependent step waits for the one it depends on, unless the evidence settles that', () => {
  const dependent = { ...step(2, 'Angara dams electricity'), depends_on: [1] };

  expect(
    aim([step(1, 'Lake Tanganyika animals'), dependent]).next.map((q) => q.step),
  ).not.toContain(2);
  expect(aim([step(1, 'how deep is Lake Baikal'), dependent]).next.map((q) => q.step)).toContain(2);
});

test('no more queries than wanted', () => {
  const steps = Array.from({ length: 6 }, (_, at) => step(at + 1, `Lake Tanganyika side ${at}`));

  expect(aim(steps, { limit: 3 }).next).toHaveLength(3);
});

interface Wanted {
  readonly open?: readonly string[];
  readonly limit?: number;
}

function aim(steps: readonly ResearchStep[], { open = [], limit = 8 }: Wanted = {}) {
  const question = 'What lives in Lake Tanganyika?';
  const evidence = { question, language: 'en', steps, asked: [], documents: [BAIKAL] };
  return aimFollowUp(evidence, { open, limit, nowMs: 0 });
}

function step(step_number: number, search_query: string): ResearchStep {
  return {
    step_number,
    description: search_query,
    search_query,
    expected_outcome: '',
    depends_on: [],
  };
}
