import { expect, test } from 'vitest';
import type { SearchHit } from '../../../contracts/search-engines.js';
import { mergeHits } from '../../../domain/search/merge-hits.js';

test('a page that two lists hold goes before pages that one list holds', () => {
  const merged = mergeHits([
    { query: subQuery(1), hits: [hit('a'), hit('b')] },
    { query: subQuery(1), hits: [hit('c'), hit('b')] },
  ]);
  expect(merged.map(({ url }) => url)).toEqual([hit('b').url, hit('a').url, hit('c').url]);
  expect(merged[0]?.fusedScore).toBeCloseTo(2 / 62);
  expect(merged[1]?.fusedScore).toBeCloseTo(1 / 61);
});

test('a list of lower priority weighs less', () => {
  const [first, second] = mergeHits([
    { query: subQuery(4), hits: [hit('late')] },
    { query: subQuery(1), hits: [hit('early')] },
  ]);
  expect(first?.title).toBe('early');
  expect(second?.fusedScore).toBeCloseTo(0.5 / 61);
});

test('two spellings of an address are one page with the better rank and the longer snippet', () => {
  const merged = mergeHits([
    {
      query: subQuery(1),
      hits: [
        { ...hit('x'), url: 'http://www.example.org/x/?utm_source=y', snippet: 'short' },
        { ...hit('x'), url: 'https://example.org/x', snippet: 'a longer snippet' },
      ],
    },
    {
      query: subQuery(1),
      hits: [{ ...hit('x'), snippet: 'the longest snippet of all', publishedAt: '2026-01-02' }],
    },
  ]);
  expect(merged).toEqual([
    {
      url: 'http://www.example.org/x/?utm_source=y',
      title: 'x',
      snippet: 'the longest snippet of all',
      engine: 'test',
      publishedAt: '2026-01-02',
      fusedScore: 2 / 61,
    },
  ]);
});

test('a page whose whole title is asked for counts twice', () => {
  const [first] = mergeHits([
    {
      query: { query: 'when was Karel Purkyně born', intent: 'fact', priority: 1 },
      hits: [
        hit('Purkyně family'),
        { ...hit('Karel Purkyně'), title: 'Karel Purkyně - Encyclopedia' },
      ],
    },
  ]);
  expect(first?.title).toBe('Karel Purkyně - Encyclopedia');
});

test('nothing found is an empty list', () => {
  expect(mergeHits([])).toEqual([]);
  expect(mergeHits([{ query: subQuery(1), hits: [] }])).toEqual([]);
});

function subQuery(priority: number) {
  return { query: 'what is asked', intent: 'fact', priority };
}

function hit(title: string): SearchHit {
  return {
    url: `https://example.org/${encodeURIComponent(title)}`,
    title,
    snippet: '',
    engine: 'test',
  };
}
