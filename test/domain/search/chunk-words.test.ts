import { expect, test } from 'vitest';
import { chunkWords } from '../../../domain/search/chunk-words.js';
import { documentOf } from './document-of.js';

const words = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`).join(' ');

test('chunks have so many words, and share so many with the one before', () => {
  const document = documentOf({ text: words(25) });

  const chunks = chunkWords(document, { words: 10, overlap: 4 });

  expect(chunks.map(({ text }) => text.split(' ').length)).toEqual([10, 10, 10, 7]);
  expect(chunks.map(({ text }) => text.split(' ')[0])).toEqual(['w0', 'w6', 'w12', 'w18']);
  for (const { text, start, end } of chunks) expect(document.text.slice(start, end)).toBe(text);
});

test('a text of fewer words is one chunk, and an empty one none', () => {
  expect(chunkWords(documentOf({ text: words(10) }), { words: 10, overlap: 9 })).toHaveLength(1);
  expect(chunkWords(documentOf({ text: '  ' }), { words: 10, overlap: 0 })).toEqual([]);
});

test('no chunk goes over a page', () => {
  const text = `${words(3)}\n\n${words(3)}`;
  const pages = [
    { number: 1, start: 0, end: 8 },
    { number: 2, start: 10, end: 18 },
  ];

  const chunks = chunkWords(documentOf({ text, pages }), { words: 50, overlap: 0 });

  expect(chunks.map(({ text: chunk, page }) => [chunk, page])).toEqual([
    [words(3), 1],
    [words(3), 2],
  ]);
});

test('a script without spaces is cut too', () => {
  const chunks = chunkWords(documentOf({ text: '湖'.repeat(400) }), { words: 5, overlap: 0 });

  expect(chunks).toHaveLength(2);
});
