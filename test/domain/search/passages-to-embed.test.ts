import { expect, test } from 'vitest';
import { passagesToEmbed } from '../../../domain/search/passages-to-embed.js';
import { selectPassages } from '../../../domain/search/select-passages.js';
import { documentOf } from './document-of.js';

const QUESTION = 'When was the astronomical clock of Prague built?';
const CLOCK = 'The astronomical clock of Prague was built in 1410. '.repeat(12);
const DOCUMENTS = [
  documentOf({ title: 'Tea', text: 'Tea is grown in Assam.' }),
  documentOf({ title: 'Prague clock', text: `${CLOCK}\n\n${CLOCK}\n\n${CLOCK}` }),
  documentOf({ title: 'Prague', text: 'Prague has a clock.' }),
];
const passages = selectPassages({
  question: QUESTION,
  subQueries: [],
  documents: DOCUMENTS,
  limit: 120,
});
const chosen = (most: number) =>
  passagesToEmbed({ question: QUESTION, documents: DOCUMENTS, passages, most }).map(
    (at) => DOCUMENTS[passages[at]?.document ?? -1]?.title,
  );

test('the best passage of each document is compared first, in the order by keywords', () => {
  expect(passages.length).toBeGreaterThan(4);
  expect(chosen(4)).toEqual(['Prague clock', 'Prague', 'Tea', 'Prague clock']);
});

test('no more are compared than asked for, and none twice', () => {
  expect(chosen(2)).toEqual(['Prague clock', 'Prague']);
  expect(chosen(100)).toHaveLength(passages.length);
});
