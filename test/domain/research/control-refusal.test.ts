import { expect, test } from 'vitest';
import type { ControlName, ControlStage } from '../../../contracts/control-messages.js';
import { refusalOf } from '../../../domain/research/control-refusal.js';

test.each<[ControlName, ControlStage, string | null]>([
  ['pause', 'writing', null],
  ['pause', 'ended', 'session_ended'],
  ['resume', 'ended', 'session_ended'],
  ['budget', 'ended', 'session_ended'],
  ['finish', 'planning', 'nothing_found_yet'],
  ['finish', 'approval', 'nothing_found_yet'],
  ['finish', 'writing', 'already_writing'],
  ['steer', 'approval', null],
  ['steer', 'writing', 'gathering_ended'],
  ['plan', 'approval', null],
  ['plan', 'gathering', 'not_awaiting_approval'],
])('%s in the stage %s is answered with %s', (name, stage, error) => {
  const refusal = refusalOf(name, { stage, found: false, decision: null, directions: 0 });
  expect(refusal?.error ?? null).toBe(error);
});

test('a plan is decided once, and a run that has found something may be finished', () => {
  const decision = { approved: true };
  const decided = { stage: 'approval', found: true, decision, directions: 0 } as const;
  expect(refusalOf('plan', decided)?.error).toBe('not_awaiting_approval');
  expect(refusalOf('finish', { ...decided, stage: 'gathering' })).toBeNull();
});

test('a run takes ten directions and no more', () => {
  const steered = { stage: 'gathering', found: true, decision: null } as const;
  expect(refusalOf('steer', { ...steered, directions: 9 })).toBeNull();
  expect(refusalOf('steer', { ...steered, directions: 10 })).toEqual({
    error: 'too_many_directions',
    message: expect.stringContaining('start a follow-up'),
  });
});
