import { expect, test } from 'vitest';
import { planSteps } from '../../../domain/research/plan-research.js';
import { whyEnd } from '../../../domain/research/why-end.js';

const steps = planSteps('How deep is Lake Baikal?', 8);
const judged = (state: 'covered' | 'partly') =>
  steps.map(({ step_number }) => ({ step_number, state, missing: '' }));

test('gathering ends when every step is covered', () => {
  expect(whyEnd({ steps, judged: judged('covered'), newSources: [3], next: 4 })).toBe('coverage');
  expect(whyEnd({ steps, judged: [], newSources: [3], next: 4 })).toBeNull();
});

test('gathering ends after two rounds without new evidence, not after one', () => {
  const open = { steps, judged: judged('partly'), next: 4 };

  expect(whyEnd({ ...open, newSources: [0] })).toBeNull();
  expect(whyEnd({ ...open, newSources: [2, 0] })).toBeNull();
  expect(whyEnd({ ...open, newSources: [2, 0, 0] })).toBe('stagnation');
});

test('gathering ends when there is nothing left to ask', () => {
  expect(whyEnd({ steps, judged: judged('partly'), newSources: [5], next: 0 })).toBe('stagnation');
});
