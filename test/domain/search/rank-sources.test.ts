import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selectPassages } from '../../../domain/search/select-passages.js';
import { documentOf } from './document-of.js';
import { rank, titles } from './rank.js';

test('the page that answers comes first, with scores, a snippet and its passages', () => {
  const documents = [
    documentOf({ title: 'Tea', text: 'Tea is grown in Assam.' }),
    documentOf({
      title: 'Prague clock',
      text: 'The astronomical clock of Prague was built in 1410.',
    }),
  ];
  const [first, second] = rank({ question: 'When was the astronomical clock built?', documents });
  expect(first?.source).toEqual({
    title: 'Prague clock',
    url: documents[1]?.url,
    snippet: documents[1]?.text,
    relevance: expect.any(Number),
    semantic_score: 1,
    final_score: first?.source.relevance,
    source_type: 'web',
    evidence: 'page',
    engine: 'test',
    published_at: null,
    page: null,
  });
  expect(first?.passages).toEqual([
    { text: documents[1]?.text, start: 0, end: documents[1]?.text.length, page: null },
  ]);
  expect(second?.source.semantic_score).toBe(0);
});

test('both ends of a chain come before pages that repeat one end', () => {
  const question = 'Who is the spouse of the director of Big Eyes?';
  const documents = [
    documentOf({ title: 'Big Eyes', text: 'Big Eyes is a film. Its director is Tim Burton.' }),
    documentOf({ title: 'Big Eyes soundtrack', text: 'The music of Big Eyes is by Danny Elfman.' }),
    documentOf({ title: 'Eyes', text: 'Big eyes are seen in night animals.' }),
    documentOf({
      title: 'Tim Burton',
      text: 'Tim Burton lived with Helena Bonham Carter for years.',
    }),
  ];
  const subQueries = [{ query: 'Tim Burton spouse', intent: 'hop', priority: 2 }];
  expect(titles({ question, documents, subQueries }).slice(0, 2)).toEqual([
    'Big Eyes',
    'Tim Burton',
  ]);
});

test('cosines move a page up whose words differ, and are its semantic score', () => {
  const question = 'How tall is the tower?';
  const documents = [
    documentOf({ title: 'Tower of song', text: 'A tall tower of song.' }),
    documentOf({ title: 'Eiffel', text: 'Its height is 330 metres.' }),
    documentOf({ title: 'Tea', text: 'Tea is grown in Assam.' }),
  ];
  const passages = selectPassages({ question, subQueries: [], documents, limit: 120 });
  const cosine = [0.3, 0.83, -0.1];
  const similarities = passages.map(({ document }) => [cosine[document] ?? 0]);
  const sources = rank({ question, documents, similarities }).map(({ source }) => source);
  expect(sources.find(({ title }) => title === 'Eiffel')?.semantic_score).toBe(0.83);
  expect(sources.find(({ title }) => title === 'Tea')?.semantic_score).toBe(0);
  const without = rank({ question, documents }).map(({ source }) => source);
  const relevance = (of: typeof sources) =>
    of.find(({ title }) => title === 'Eiffel')?.relevance ?? 0;
  expect(relevance(sources)).toBeGreaterThan(relevance(without));
});

test('a source has at most five passages, the best first, and the page of the best', () => {
  const pages = Array.from({ length: 9 }, (_, at) => ({
    number: at + 1,
    start: at * 1_000,
    end: at * 1_000 + 999,
  }));
  const filler = 'Nothing of use is told in this sentence on the weather. '
    .repeat(20)
    .slice(0, 999);
  const answer = `The astronomical clock was built in 1410. ${filler}`.slice(0, 999);
  const text = pages.map(({ number }) => (number === 7 ? answer : filler)).join(' ');
  const [first] = rank({
    question: 'When was the astronomical clock built?',
    documents: [documentOf({ text, pages })],
  });
  expect(first?.passages).toHaveLength(5);
  expect(first?.passages[0]?.text).toContain('1410');
  expect(first?.source.page).toBe(7);
  expect(first?.source.snippet.length).toBeLessThanOrEqual(300);
});

test('there are no more sources than wanted, and none without pages', () => {
  const documents = Array.from({ length: 30 }, (_, at) =>
    documentOf({ title: `Clock ${at}`, text: `Clock ${at}.` }),
  );
  expect(rank({ question: 'clock', documents, maxSources: 7 })).toHaveLength(7);
  expect(rank({ question: 'clock', documents: [] })).toEqual([]);
});

test('whatever the pages say, all scores lie in 0 to 1 and the final ones never rise', () => {
  const text = fc.oneof(
    fc.lorem({ maxCount: 40 }),
    fc.string({ unit: 'grapheme' }),
    fc.constant(''),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, text), { maxLength: 12 }),
      fc.boolean(),
      fc.lorem(),
      (pages, on, question) => {
        const documents = pages.map(([title, body], at) =>
          documentOf({
            title,
            text: body,
            fusedScore: at / 100,
            publishedAt: at % 2 ? '2026-01-01' : null,
          }),
        );
        const sources = rank({
          question,
          documents,
          diversity: on,
          recency: on,
          queryAware: on,
        }).map(({ source }) => source);
        for (const { relevance, semantic_score, final_score } of sources) {
          for (const score of [relevance, semantic_score, final_score]) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
          }
        }
        const finals = sources.map(({ final_score }) => final_score);
        expect(finals).toEqual([...finals].sort((a, b) => b - a));
      },
    ),
    { numRuns: 40 },
  );
});

test('a page that was not compared by meaning stays in its place by keywords', () => {
  const question = 'How tall is the Eiffel tower?';
  const documents = [
    documentOf({ title: 'Eiffel tower', text: 'The Eiffel tower is 330 metres tall.' }),
    documentOf({ title: 'Tower of song', text: 'A tower of song.' }),
    documentOf({ title: 'Tea', text: 'Tea is grown in Assam.' }),
  ];
  const passages = selectPassages({ question, subQueries: [], documents, limit: 120 });
  const compared = passages.map(({ document }) => (document === 0 ? [] : [0.2 + document / 10]));

  const ranked = rank({ question, documents, passages, similarities: compared });

  expect(ranked[0]?.source).toMatchObject({ title: 'Eiffel tower', semantic_score: 1 });
  const tea = ranked.find(({ source }) => source.title === 'Tea');
  expect(tea?.source.semantic_score).toBe(0.4);
});
