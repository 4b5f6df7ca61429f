import { expect, test } from 'vitest';
import type { DocumentChunk } from '../../../contracts/document-chunks.js';
import { indexedText } from '../../../domain/documents/indexed-text.js';

const CHUNK: DocumentChunk = {
  index: 0,
  page: 1,
  start: 0,
  end: 4,
  text: 'Text',
  headings: ['Mills', 'Upper mill'],
  tableHeader: 'Mill | Year',
  cells: null,
  tokens: 2,
};

test('a chunk is found by its document, headings and table header too', () => {
  expect(indexedText(CHUNK, 'Rivers')).toBe('Rivers › Mills › Upper mill\nMill | Year\nText');
});

test('what a chunk lacks leaves no trace', () => {
  expect(indexedText({ ...CHUNK, headings: [], tableHeader: null }, '')).toBe('Text');
});
