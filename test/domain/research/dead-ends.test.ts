import { expect, test } from 'vitest';
import { deadEnds } from '../../../domain/research/dead-ends.js';

const listOf = (query: string, ...urls: readonly string[]) => ({
  query: { query, intent: 'step', priority: 1 },
  hits: urls.map((url) => ({ url, title: 'A page', snippet: '', engine: 'test' })),
});

test('a query that finds nothing, or only what is known, is a dead end', () => {
  const lists = [
    listOf('first', 'https://a.example/'),
    listOf('known', 'https://a.example/'),
    listOf('nothing'),
    listOf('new', 'https://a.example/', 'https://b.example/'),
  ];

  expect(deadEnds(lists, 1)).toEqual(['known', 'nothing']);
});

test('a query that leads on in one of the places it was asked is none', () => {
  const lists = [listOf('asked'), listOf('asked', 'document://id/pages/1'), listOf('other')];

  expect(deadEnds(lists, 0)).toEqual(['other']);
});
