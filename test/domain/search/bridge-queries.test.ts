import { expect, test } from 'vitest';
import { bridgeQueries } from '../../../domain/search/bridge-queries.js';
import { documentOf } from './document-of.js';

const QUESTION = 'Who is the spouse of the director of Big Eyes?';
const FILM = documentOf({
  title: 'Big Eyes - Encyclopedia',
  text: 'Big Eyes is an American biographical drama film. The director of Big Eyes is Tim Burton. It was shown in Vancouver.',
});
const OTHER = documentOf({
  title: 'Eye colour',
  text: 'Eyes are big or small. Gregor Mendel bred peas.',
});

test('the name beside what the question asks is searched with what the page leaves open', () => {
  expect(bridge({})[0]).toEqual({ query: 'Tim Burton spouse', intent: 'hop', priority: 2 });
});

test('names of the question, of the title and of earlier queries are not searched again', () => {
  const asked = [{ query: 'Tim Burton spouse', intent: 'hop', priority: 2 }];
  for (const { query } of bridge({ asked })) expect(query).not.toMatch(/^(?:Tim Burton|Big Eyes)/);
});

test('there are no more queries than wanted', () => {
  expect(bridge({ limit: 2 })).toHaveLength(2);
  expect(bridge({ limit: 0 })).toEqual([]);
});

test('one page of many names leaves room for the names of others', () => {
  const crowd = Array.from(
    { length: 30 },
    (_, at) => `the director of Big Eyes met Alpha${at} Beta${at}`,
  );
  const documents = [documentOf({ title: 'Crowd', text: `${crowd.join('. ')}.` }), FILM];
  expect(bridge({ documents }).some(({ query }) => query.startsWith('Tim Burton'))).toBe(true);
});

test.each([
  ['no pages', []],
  [
    'pages that share no word with the question',
    [documentOf({ title: 'Tea', text: 'Tea from Assam.' })],
  ],
  ['pages without text', [documentOf({ title: '', text: '' })]],
  ['pages without names', [documentOf({ title: 'eyes', text: 'the director has big eyes' })]],
])('%s lead to nothing', (_, documents) => {
  expect(bridge({ documents })).toEqual([]);
});

test('a page of a million characters costs no more than its beginning', () => {
  const started = performance.now();
  bridge({
    documents: [
      documentOf({ title: 'Big Eyes', text: 'Big Eyes met Alpha Beta. '.repeat(40_000) }),
    ],
  });
  expect(performance.now() - started).toBeLessThan(1_000);
});

function bridge(parts: Partial<Parameters<typeof bridgeQueries>[0]>) {
  return bridgeQueries({
    question: QUESTION,
    asked: [{ query: QUESTION, intent: 'fact', priority: 1 }],
    documents: [OTHER, FILM],
    limit: 6,
    ...parts,
  });
}
