import { expect, test } from 'vitest';
import type { Coverage } from '../../../contracts/research.js';
import type { StepQuery } from '../../../contracts/research-steps.js';
import { mergeQueries, mergeVerdicts } from '../../../domain/research/merge-verdicts.js';

const STEP = {
  step_number: 1,
  description: 'Length of the river',
  search_query: 'length of the Angara River',
  expected_outcome: '',
  depends_on: [],
};
const NEXT: StepQuery[] = [
  { step: 2, query: 'Irkutsk population', intent: 'step', priority: 1 },
  { step: 1, query: 'Yenisei length', intent: 'hop', priority: 2 },
  { step: 1, query: 'Angara mouth', intent: 'gap', priority: 3 },
];

function verdict(state: Coverage, changes = {}) {
  return { step_number: 1, state, missing: '', contradicts: '', query: '', ...changes };
}

function merged(rules: Coverage, model: Coverage, changes = {}) {
  const byRules = [{ step_number: 1, state: rules, missing: 'length' }];
  return mergeVerdicts({ steps: [STEP], byRules, byModel: [verdict(model, changes)] })[0];
}

test.each<[Coverage, Coverage, Coverage]>([
  ['partly', 'covered', 'covered'],
  ['not', 'covered', 'partly'],
  ['covered', 'not', 'partly'],
  ['covered', 'covered', 'covered'],
  ['partly', 'not', 'not'],
])('what the rules call %s and the model %s is %s', (rules, model, state) => {
  expect(merged(rules, model)?.state).toBe(state);
});

test('what is missing is told in the words of the model, else of the rules; what contradicts is kept', () => {
  expect(merged('partly', 'partly', { missing: 'in km' })?.missing).toBe('in km');
  expect(merged('not', 'covered')?.missing).toBe('length');
  expect(merged('partly', 'covered')?.missing).toBe('');
  expect(merged('partly', 'partly', { contradicts: 'its length' })).toMatchObject({
    contradicts: 'its length',
  });
});

function queries(query: string, { limit = 4, next = NEXT, missing = '' } = {}) {
  const byModel = [verdict('partly', { query })];
  const judged = [{ step_number: 1, state: 'partly' as const, missing }];
  const asked = [{ step: 1, query: STEP.search_query, intent: 'step', priority: 1 }];
  const asking = { steps: [STEP], byRules: judged, byModel, judged, asked, next, limit };
  return mergeQueries(asking).map((one) => one.query);
}

test('steps whose turn has come go first, then what the model asks for, then the rules', () => {
  expect(queries('Angara kilometres')).toEqual([
    'Irkutsk population',
    'Angara kilometres',
    'Yenisei length',
    'Angara mouth',
  ]);
});

test('there are never more queries than the round may have, and none that was asked before', () => {
  expect(queries('Angara kilometres', { limit: 2 })).toEqual([
    'Irkutsk population',
    'Angara kilometres',
  ]);
  expect(queries('the Angara River length')).toEqual(NEXT.map(({ query }) => query));
});

test('where nobody has a query, what is missing is asked for with the names of the step', () => {
  expect(queries('', { next: [], missing: 'source, mouth' })).toEqual([
    'Angara River source mouth',
  ]);
  expect(queries('', { next: [] })).toEqual([]);
});

test('what a model asks for with documents before it is asked of documents alone', () => {
  const byModel = [verdict('partly', { query: 'Angara kilometres', fromDocuments: true })];
  const judged = [{ step_number: 1, state: 'partly' as const, missing: 'length in km' }];
  const asked = [{ step: 1, query: STEP.search_query, intent: 'step', priority: 1 }];
  const asking = { steps: [STEP], byRules: judged, byModel, judged, asked, limit: 4 };
  expect(mergeQueries({ ...asking, next: [] })).toMatchObject([
    { query: 'Angara kilometres', only: 'documents' },
  ]);
  const wordless = [verdict('partly', { missing: 'length in km', fromDocuments: true })];
  expect(mergeQueries({ ...asking, byModel: wordless, next: [] })).toMatchObject([
    { intent: 'gap', only: 'documents' },
  ]);
  expect(mergeQueries({ ...asking, next: NEXT }).map(({ only }) => only)).toEqual([
    undefined,
    'documents',
    undefined,
    undefined,
  ]);
});
