import { expect, test } from 'vitest';
import { selectPassages } from '../../../domain/search/select-passages.js';
import { documentOf } from './document-of.js';

const FILLER =
  'Nothing of any use is told in this long and winding sentence about the weather of the day. ';

test('the passage that answers comes first, with its place and its document', () => {
  const answer = 'The astronomical clock of Prague was built in 1410.';
  const documents = [
    documentOf({ title: 'Weather', text: FILLER.repeat(20) }),
    documentOf({ title: 'Prague', text: `${FILLER.repeat(6)}\n\n${answer} ${FILLER.repeat(5)}` }),
  ];
  const [first] = select({ documents });
  expect(first?.document).toBe(1);
  expect(first?.text).toContain(answer);
  expect(first?.text).toBe(documents[1]?.text.slice(first?.start, first?.end));
});

test('the passages of a page are read under its title', () => {
  const documents = [
    documentOf({ title: 'Vienna', text: 'It was built in 1410.' }),
    documentOf({ title: 'Prague astronomical clock', text: 'It was built in 1410.' }),
  ];
  expect(select({ documents }).map(({ document }) => document)).toEqual([1, 0]);
});

test('a sub-query brings its passage up although the question does not name it', () => {
  const documents = [
    documentOf({ title: 'Weather', text: FILLER }),
    documentOf({ title: 'Helena Bonham Carter', text: 'She lives in London.' }),
  ];
  const subQueries = [{ query: 'Helena Bonham Carter', intent: 'hop', priority: 2 }];
  expect(select({ documents, subQueries })[0]?.document).toBe(1);
  expect(select({ documents })[0]?.keywordScore).toBe(0);
});

test('every document keeps at least one passage', () => {
  const documents = [
    documentOf({ text: `astronomical clock built. ${FILLER.repeat(100)}` }),
    documentOf({ text: FILLER }),
    documentOf({ text: '★★★' }),
    documentOf({ text: '' }),
  ];
  const passages = select({ documents, limit: 6 });
  expect(passages).toHaveLength(6);
  expect(new Set(passages.map(({ document }) => document))).toEqual(new Set([0, 1, 2]));
});

test('there are never more passages than the limit', () => {
  const documents = Array.from({ length: 50 }, () => documentOf({ text: FILLER.repeat(20) }));
  expect(select({ documents, limit: 30 })).toHaveLength(30);
  expect(new Set(select({ documents, limit: 30 }).map(({ document }) => document)).size).toBe(20);
});

test('no document, no passage', () => {
  expect(select({ documents: [] })).toEqual([]);
});

function select(parts: Partial<Parameters<typeof selectPassages>[0]>) {
  return selectPassages({
    question: 'When was the astronomical clock built?',
    subQueries: [],
    documents: [],
    limit: 120,
    ...parts,
  });
}
