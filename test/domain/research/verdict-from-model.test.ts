import { expect, test } from 'vitest';
import type { StepVerdictReply } from '../../../contracts/research-replies.js';
import { verdictFromModel } from '../../../domain/research/verdict-from-model.js';
import { evidencePack } from '../claims/evidence-pack.js';

const STEP = {
  step_number: 2,
  description: 'Length of the river',
  search_query: 'length of the Angara River',
  expected_outcome: '',
  depends_on: [],
};
const PACK = evidencePack(
  [{ title: 'Angara', passages: ['The Angara is 1,779 km long. Others say 1,825 km.'] }],
  'How long is the Angara?',
);

function verdict(changes: Partial<StepVerdictReply>) {
  const reply: StepVerdictReply = {
    state: 'partly',
    missing: '',
    contradicts: '',
    query: '',
    ...changes,
  };
  return verdictFromModel(reply, { step: STEP, question: 'How long is the Angara?', pack: PACK });
}

test('notes and a query about the step are kept, each on one line', () => {
  expect(
    verdict({
      missing: '1. the length\nof its course',
      contradicts: '1,779 km against 1,825 km',
      query: '"Angara River length km"',
    }),
  ).toEqual({
    step_number: 2,
    state: 'partly',
    missing: 'the length of its course',
    contradicts: '1,779 km against 1,825 km',
    query: 'Angara River length km',
    fromDocuments: false,
  });
});

test.each(['None', 'n/a', '', 'no', '...', 'the the the the the the'])(
  '%j is no note and no query',
  (junk) => {
    expect(verdict({ missing: junk, contradicts: junk, query: junk })).toMatchObject({
      missing: '',
      contradicts: '',
      query: '',
    });
  },
);

test('a contradiction and a query about something else are dropped', () => {
  const strange = 'bananas in May';
  expect(verdict({ contradicts: strange, query: strange })).toMatchObject({
    contradicts: '',
    query: '',
  });
});

test('a query is a search that a person might type, not an answer made up', () => {
  const query = 'What was the question about the Angara? The answer is: 1964';
  expect(verdict({ query }).query).toBe('');
});

test('a covered step has nothing missing and nothing to ask', () => {
  expect(
    verdict({ state: 'covered', missing: 'the length', query: 'Angara length' }),
  ).toMatchObject({ missing: '', query: '' });
});

test('a long note is cut at a word', () => {
  const { missing } = verdict({
    missing: `length of the Angara ${'between two towns '.repeat(9)}x`,
  });
  expect(missing.length).toBeLessThanOrEqual(162);
});
