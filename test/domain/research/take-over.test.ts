import { expect, test } from 'vitest';
import { takeOver } from '../../../domain/research/take-over.js';
import type { MergedHit } from '../../../domain/search/merge-hits.js';

const ANYWHERE: Scope = {
  sources: ['web'],
  collection_ids: [],
  document_ids: [],
  allowed_domains: [],
  blocked_domains: [],
  time_range: null,
};
type Scope = Parameters<typeof takeOver>[1];

const PLACE = { id: 'd1', page: 2, textKey: 'documents/text' };
const NOW = Date.parse('2026-01-02');

test('pages that were read come first, and pages that could not be read are not taken', () => {
  const { hits, read } = take([hit('snippet'), hit('page'), hit('failed')]);

  expect(hits.map(({ title }) => title)).toEqual(['page', 'snippet', 'failed']);
  expect(read).toEqual([
    {
      url: 'https://page.example/',
      pageKey: 'pages/1',
      warning: null,
      readAt: '2026-01-01T00:00:00Z',
    },
  ]);
});

test.each<[string, Partial<Scope>]>([
  ['a blocked domain', { blocked_domains: ['page.example'] }],
  ['another domain than allowed', { allowed_domains: ['example.org'] }],
  ['an older page than wanted', { time_range: 'week' }],
  ['the web where only documents are wanted', { sources: ['documents'] }],
])('%s is not taken over', (_what, scope) => {
  const { hits, read } = take([{ ...hit('page'), publishedAt: '2020-01-01' }], scope);

  expect(hits).toEqual([]);
  expect(read).toEqual([]);
});

test.each<[Partial<Scope>, number]>([
  [{}, 0],
  [{ sources: ['documents'] }, 1],
  [{ sources: ['documents'], document_ids: ['d1'] }, 1],
  [{ sources: ['documents'], document_ids: ['d2'] }, 0],
  [{ sources: ['documents'], collection_ids: ['c1'] }, 0],
])('with %j so many own documents are taken over: %d', (scope, count) => {
  expect(take([{ ...hit('page'), document: PLACE }], scope).hits).toHaveLength(count);
});

test('what is taken over is bounded', () => {
  expect(take(Array.from({ length: 200 }, (_, at) => hit(`page${at}`))).hits).toHaveLength(80);
});

function take(hits: readonly MergedHit[], scope: Partial<Scope> = {}) {
  const read = [
    { url: 'https://page.example/', pageKey: 'pages/1', readAt: '2026-01-01T00:00:00Z' },
    { url: 'https://failed.example/', pageKey: null },
  ];
  return takeOver({ hits, read }, { ...ANYWHERE, ...scope }, NOW);
}

function hit(title: string): MergedHit {
  return {
    url: `https://${title}.example/`,
    title,
    snippet: '',
    engine: 'test',
    publishedAt: null,
    fusedScore: 0.1,
  };
}
