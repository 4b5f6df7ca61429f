import { describe, expect, test } from 'vitest';
import type { ControlName } from '../../../contracts/control-messages.js';
import { BudgetChange, PlanDecision, SteerRequest } from '../../../contracts/research-controls.js';
import { CONTROL_BODIES } from '../../../domain/research/control-body.js';

const STEP = { step_number: 1, description: 'd', search_query: 'q' };
const LONG = 'x'.repeat(2_001);

function step(changes: object) {
  return { steps: [{ ...STEP, ...changes }] };
}

const SCHEMAS = { steer: SteerRequest, plan: PlanDecision, budget: BudgetChange };

/** What neither the API nor a run takes. */
const REFUSED: readonly [keyof typeof SCHEMAS, unknown][] = [
  ['steer', undefined],
  ['steer', { direction: '  ' }],
  ['steer', { direction: 7 }],
  ['steer', { direction: LONG }],
  ['plan', 'yes'],
  ['plan', []],
  ['plan', { approved: 'false' }],
  ['plan', { approved: 0 }],
  ['plan', { steps: [] }],
  ['plan', { steps: 'all' }],
  ['plan', { steps: [null] }],
  ['plan', { steps: Array.from({ length: 21 }, (_, at) => ({ ...STEP, step_number: at + 1 })) }],
  ['plan', step({ step_number: 2 })],
  ['plan', step({ step_number: '1' })],
  ['plan', step({ description: '' })],
  ['plan', step({ description: LONG })],
  ['plan', step({ search_query: '' })],
  ['plan', step({ search_query: LONG })],
  ['plan', step({ expected_outcome: 3 })],
  ['plan', step({ expected_outcome: LONG })],
  ['plan', step({ depends_on: [0] })],
  ['plan', step({ depends_on: [-1] })],
  ['plan', step({ depends_on: [1] })],
  ['plan', step({ depends_on: [1.5] })],
  ['plan', step({ depends_on: [2] })],
  ['plan', step({ depends_on: ['1'] })],
  ['plan', step({ depends_on: 1 })],
  ['budget', undefined],
  ['budget', {}],
  ['budget', { pages: null }],
  ['budget', { pages: 0 }],
  ['budget', { pages: '40' }],
  ['budget', { pages: 1.5 }],
  ['budget', { pages: 2_001 }],
  ['budget', { seconds: 9 }],
  ['budget', { tokens: 999 }],
];

const TAKEN: readonly [keyof typeof SCHEMAS, unknown][] = [
  ['steer', { direction: ' Costs ' }],
  ['plan', {}],
  ['plan', { approved: false }],
  ['plan', { approved: true, steps: [STEP] }],
  [
    'plan',
    {
      steps: [
        { ...STEP, expected_outcome: 'o', depends_on: [2] },
        { ...STEP, step_number: 2 },
      ],
    },
  ],
  ['budget', { pages: 40 }],
  ['budget', { seconds: 86_400, tokens: 1_000, pages: 1, searches: 2_000 }],
];

describe('a body that comes by Temporal', () => {
  test.each(REFUSED)('is refused where the API refuses it: %s %j', (name, body) => {
    expect(SCHEMAS[name].safeParse(body).success).toBe(false);
    const refusal = { error: expect.stringMatching(/^bad_/), message: expect.any(String) };
    expect(read(name, body)).toMatchObject({ taken: false, refusal });
  });

  test.each(TAKEN)('is taken as the API takes it: %s %j', (name, body) => {
    expect(read(name, body)).toEqual({ taken: true, body: SCHEMAS[name].parse(body) });
  });

  test('approves where it is missing, and declines whatever its steps are', () => {
    expect(read('plan', undefined)).toEqual({ taken: true, body: { approved: true } });
    expect(read('plan', { approved: false, steps: [null] })).toEqual({
      taken: true,
      body: { approved: false },
    });
  });

  test('of a message that carries nothing does not matter', () => {
    expect(read('pause', { any: 'thing' })).toEqual({ taken: true, body: undefined });
  });
});

function read(name: ControlName, body: unknown) {
  return CONTROL_BODIES[name](body);
}
