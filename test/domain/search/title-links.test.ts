import { expect, test } from 'vitest';
import { matchQuestion } from '../../../domain/search/question-match.js';
import { selectPassages } from '../../../domain/search/select-passages.js';
import { titleLinks } from '../../../domain/search/title-links.js';
import { documentOf } from './document-of.js';

const QUESTION = 'Who is the spouse of the director of Big Eyes?';

test('a page vouches for the page that it names beside what is asked', () => {
  const [film, director, actor, tea] = linksOf([
    {
      title: 'Big Eyes',
      text: `Big Eyes is a film. The director is Tim Burton. ${'It went on and on. '.repeat(20)} It was seen by Ed Wood.`,
    },
    { title: 'Tim Burton - Encyclopedia', text: 'He makes films.' },
    { title: 'Ed Wood (film)', text: 'A film of 1994.' },
    { title: 'Tea', text: 'Tea is grown in Assam.' },
  ]);
  expect(director).toBeGreaterThan(actor ?? 1);
  expect(actor).toBeGreaterThan(0);
  expect(film).toBe(0);
  expect(tea).toBe(0);
});

test('a page does not vouch for itself, and an empty title is mentioned nowhere', () => {
  expect(linksOf([{ title: 'Tim Burton', text: 'Tim Burton, director of Big Eyes' }])).toEqual([0]);
  expect(
    linksOf([
      { title: '', text: 'director' },
      { title: '★', text: 'director ★' },
    ]),
  ).toEqual([0, 0]);
  expect(linksOf([])).toEqual([]);
});

function linksOf(pages: { title: string; text: string }[]): number[] {
  const documents = pages.map(documentOf);
  const passages = selectPassages({ question: QUESTION, subQueries: [], documents, limit: 120 });
  return titleLinks(documents, passages, matchQuestion(QUESTION, documents, passages));
}
