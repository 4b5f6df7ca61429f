import { expect, test } from 'vitest';
import type { PageCandidate } from '../../../domain/documents/page-candidate.js';
import { rankPages } from '../../../domain/documents/rank-pages.js';
import { relevantPages } from '../../../domain/documents/relevant-pages.js';

function candidate(text: string, changes: Partial<PageCandidate> = {}): PageCandidate {
  const { index = 0 } = changes;
  return {
    documentId: 'report',
    page: 1,
    index,
    start: index * 100,
    end: index * 100 + text.length,
    text,
    context: '',
    similarity: null,
    ...changes,
  };
}

const REPORT = [
  candidate('The board met eleven times.', { page: 1 }),
  candidate('Comparable sales increased 15.6 % in the fourth quarter.', { page: 2 }),
  candidate('Sales of gift cards are not recognised at once.', { page: 3 }),
];

test('the page whose passage has the words of the question comes first', () => {
  const [first, ...others] = rankPages('By how much did comparable sales increase?', REPORT);

  expect(first).toMatchObject({ documentId: 'report', page: 2, score: 1, coverage: 1 });
  expect(others.map(({ page }) => page)).toEqual([3, 1]);
  expect(others[0]?.score).toBeLessThan(1);
});

test('what a passage stands under counts as its words', () => {
  const ranked = rankPages('What are the dividends?', [
    candidate('1.20 | 1.30', { page: 4 }),
    candidate('1.20 | 1.30', { page: 5, context: 'Dividends' }),
  ]);

  expect(ranked[0]?.page).toBe(5);
});

test('meaning finds a page that shares no word with the question', () => {
  const ranked = rankPages('How do I get my money back?', [
    candidate('The weather was fine.', { page: 1, similarity: 0.05 }),
    candidate('Refunds are paid within ten days.', { page: 2, similarity: 0.7 }),
  ]);

  expect(ranked[0]).toMatchObject({ page: 2, similarity: 0.7 });
});

test('passages side by side are one stretch of their page, others stand apart, the best first', () => {
  const word = 'dividend';
  const [page] = rankPages('dividend', [
    candidate(`${word} ${word} paid`, { index: 3 }),
    candidate(`of the ${word}`, { index: 4 }),
    candidate('nothing of it', { index: 2 }),
    candidate(`${word} again, far below`, { index: 9 }),
  ]);

  expect(page?.stretches).toHaveLength(2);
  expect(page?.stretches[0]).toEqual({ start: 200, end: 415 });
  expect(page?.stretches[1]?.start).toBe(900);
});

test('a stretch does not grow without end', () => {
  const passages = Array.from({ length: 10 }, (_, index) => ({
    ...candidate('dividend', { index }),
    start: index * 1_000,
    end: index * 1_000 + 990,
  }));

  const [page] = rankPages('dividend', passages);

  for (const { start, end } of page?.stretches ?? [])
    expect(end - start).toBeLessThanOrEqual(2_400);
});

test('pages of two documents with the same number are two', () => {
  const ranked = rankPages('dividend', [
    candidate('dividend', { documentId: 'a' }),
    candidate('dividend', { documentId: 'b' }),
  ]);

  expect(ranked.map(({ documentId }) => documentId).sort()).toEqual(['a', 'b']);
});

test('a question that the pages say nothing on has no relevant pages', () => {
  const limit = 5;
  const relevant = (question: string, candidates = REPORT) =>
    relevantPages(rankPages(question, candidates), limit).map(({ page }) => page);

  expect(relevant('Who painted the ceiling of the Sistine Chapel?')).toEqual([]);
  expect(relevant('Which sales grew?', [])).toEqual([]);
  expect(relevant('By how much did comparable sales increase?')[0]).toBe(2);
  const near = [candidate('Refunds are paid.', { page: 7, similarity: 0.6 })];
  expect(relevant('How do I get my money back?', near)).toEqual([7]);
});

test('a question in a script without spaces is answered', () => {
  const ranked = rankPages('日本の首都', [
    candidate('ここには何もない', { page: 1 }),
    candidate('東京は日本の首都である', { page: 2 }),
  ]);

  expect(ranked[0]).toMatchObject({ page: 2 });
  expect(relevantPages(ranked, 5)).not.toEqual([]);
});

test('a question of common words alone is answered by a page that has them', () => {
  const pages = [candidate('Hello | World', { page: 1 }), candidate('A place', { page: 2 })];

  const relevant = relevantPages(rankPages('World', pages), 5);

  expect(relevant.map(({ page }) => page)).toEqual([1]);
});
