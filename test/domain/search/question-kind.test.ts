import { expect, test } from 'vitest';
import { questionKind } from '../../../domain/search/question-kind.js';

test.each([
  ['What is photosynthesis?', 'definition'],
  ['What is Pydantic AI?', 'definition'],
  ['PostgreSQL vs MySQL', 'comparison'],
  ['Which plant is larger, the Pterocarya or the Cotula?', 'comparison'],
  ['What do E. B. White and Dan Masterson have in common?', 'comparison'],
  ['How do I install Docker on Debian?', 'how-to'],
  ['how to tie a tie', 'how-to'],
  ['What are the largest cities of Peru?', 'list'],
  ['Name all members of the band', 'list'],
  ['When did the war end?', 'temporal'],
  ['In what year was it founded?', 'temporal'],
  ['Why is the sky blue?', 'explanation'],
  ['How does a heat pump work?', 'explanation'],
  ['Is the new phone worth buying?', 'opinion'],
  ['Who directed the film that won?', 'fact'],
  ['???', 'fact'],
] as const)('%s asks for a %s', (question, kind) => {
  expect(questionKind(question).kind).toBe(kind);
});

test.each([
  ['Which drug is the first treatment for the disease?', 'medicine'],
  ['What was the revenue and profit of the company?', 'finance'],
  ['Which court ruled on copyright law?', 'law'],
  ['Which Python framework has the best API?', 'technology'],
  ['What is the atom of quantum physics?', 'science'],
  ['Which king won the battle in the war?', 'history'],
  ['Who sings the song?', 'general'],
] as const)('%s belongs to %s', (question, field) => {
  expect(questionKind(question).field).toBe(field);
});

test('a question of 5,000 characters is read in no time', () => {
  const started = performance.now();
  for (const text of ['a, '.repeat(1_666), 'both '.repeat(1_000), 'is larger '.repeat(500)])
    questionKind(text);
  expect(performance.now() - started).toBeLessThan(500);
});
