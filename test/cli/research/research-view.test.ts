import { expect, test } from 'vitest';
import { colorsFor } from '../../../cli/ask/colors-for.js';
import { researchView } from '../../../cli/research/research-view.js';
import { collectOutput } from '../ask/collect-output.js';

const PLAN = {
  steps: [
    { step_number: 1, description: 'Find the depth\u001b[31m' },
    { step_number: 2, description: 'Find the age' },
  ],
};
const plain = colorsFor(collectOutput().output);

test('the plan stands below as a checklist that follows the rounds', () => {
  const view = researchView({ checklist: true });

  const told = view.add(event('plan-ready', { plan: PLAN, planned_by: 'rules' }));
  expect(told.map(({ text }) => text)).toEqual(['The plan has 2 steps']);
  expect(view.rows(80, plain)).toEqual(['○ 1. Find the depth', '○ 2. Find the age']);

  view.add(event('round-end', round([['covered'], ['partly']].flat())));
  expect(view.rows(80, plain)).toEqual(['✓ 1. Find the depth', '◐ 2. Find the age']);
});

test('steps keep their state when a direction adds another', () => {
  const view = researchView({ checklist: true });
  view.add(event('plan-ready', { plan: PLAN, planned_by: 'rules' }));
  view.add(event('round-end', round(['covered', 'not'])));
  const steps = [...PLAN.steps, { step_number: 3, description: 'Find the price' }];

  view.add(event('plan-ready', { plan: { steps }, planned_by: 'person' }));

  expect(view.rows(80, plain)).toEqual([
    '✓ 1. Find the depth',
    '○ 2. Find the age',
    '○ 3. Find the price',
  ]);
});

test('long steps are cut to the width of the terminal', () => {
  const view = researchView({ checklist: true });
  const steps = [{ step_number: 1, description: 'word '.repeat(40) }];
  view.add(event('plan-ready', { plan: { steps }, planned_by: 'rules' }));

  expect(view.rows(30, plain)[0]?.length).toBeLessThanOrEqual(30);
});

test('without a checklist the steps are told one by one', () => {
  const view = researchView({ checklist: false });

  const told = view.add(event('plan-ready', { plan: PLAN, planned_by: 'rules' }));

  expect(told.map(({ text }) => text)).toEqual([
    'The plan has 2 steps:',
    '1. Find the depth',
    '2. Find the age',
  ]);
});

test.each([
  ['round-start', { iteration: 2, queries: [{ query: 'a', step: 1 }] }, 'Round 2: looking for “a”'],
  [
    'round-end',
    round(['covered', 'not']),
    'Round 1: 1 of 2 steps covered, 4 pages read, 1 new source',
  ],
  [
    'plan-decided',
    { approved: true, by: 'default' },
    'The plan is approved as nobody answered in time',
  ],
  ['plan-decided', { approved: false, by: 'person' }, 'The plan was declined'],
  ['run-paused', {}, 'The research is paused'],
  ['steer-accepted', { direction: 'What does\nit cost?' }, 'New direction: What does it cost?'],
  ['stage-start', { stage: 'judge' }, 'Judging what is covered'],
  ['page-read', { url: 'http://a', title: 'A' }, 'Read A <http://a>'],
])('%s with %j reads %j', (type, data, text) => {
  expect(researchView({ checklist: true }).add(event(type, data))).toEqual([
    { text, problem: false },
  ]);
});

test('the report is shown under the checklist as it is written', () => {
  const view = researchView({ checklist: true });
  view.add(event('plan-ready', { plan: PLAN, planned_by: 'rules' }));
  view.add(event('answer-start', { model: 'llama', attempt: 1 }));
  view.add(event('answer-delta', { text: '## Depth', attempt: 1 }));

  expect(view.rows(80, plain).at(-1)).toBe('│ ## Depth');
});

function event(type: string, data: Record<string, unknown>) {
  return { seq: 1, type, data };
}

function round(states: readonly string[]) {
  const coverage = states.map((state, at) => ({ step_number: at + 1, state, missing: '' }));
  return { iteration: 1, pages_read: 4, sources_found: 1, coverage };
}
