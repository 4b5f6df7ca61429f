import { expect, test } from 'vitest';
import { isMedical, isScholarly } from '../../../adapters/engines/subject.js';

test.each([
  ['Does aspirin reduce the risk of heart disease?', true, true],
  ['What are the side effects of this antibiotic treatment?', true, true],
  ['Which papers introduced transformers for machine translation?', false, true],
  ['What is quantum error correction?', false, true],
  ['Who directed the film Inception?', false, false],
  ['What is the capital of France?', false, false],
  ['Which hotel is the cheapest in Rome?', false, false],
])('%j is medical: %s, scholarly: %s', (question, medical, scholarly) => {
  expect([isMedical(question), isScholarly(question)]).toEqual([medical, scholarly]);
});
