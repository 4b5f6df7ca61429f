import { expect, test } from 'vitest';
import { standingOf } from '../../../domain/research/standing.js';

test.each([
  [false, 'planning', 'running'],
  [false, 'approval', 'awaiting approval'],
  [false, 'gathering', 'running'],
  [false, 'writing', 'running'],
  [true, 'planning', 'paused'],
  [true, 'approval', 'paused'],
  [true, 'writing', 'paused'],
] as const)('paused %s in the stage %s is %s', (paused, stage, standing) => {
  expect(standingOf({ paused, stage })).toBe(standing);
});
