import { expect, test } from 'vitest';
import { PlanReply } from '../../../contracts/search-plan.js';
import { planPrompt } from '../../../domain/search/plan-prompt.js';

test('the question comes last, today is told, and the example fits the shape', () => {
  const messages = planPrompt('Who wrote Faust?', '2026-11-22T10:00:00Z');
  expect(messages.at(-1)).toEqual({ role: 'user', content: 'Who wrote Faust?' });
  expect(messages[0]?.content).toContain('Today is 2026-11-22.');
  const example = messages.find(({ role }) => role === 'assistant')?.content ?? '';
  expect(PlanReply.parse(JSON.parse(example)).queries.length).toBeGreaterThan(1);
});

test('the prompt stays short for small models, however long the question is', () => {
  const characters = planPrompt('x '.repeat(2_500), '2026-11-22')
    .map(({ content }) => content.length)
    .reduce((sum, length) => sum + length, 0);
  expect(characters).toBeLessThan(1_600);
});
