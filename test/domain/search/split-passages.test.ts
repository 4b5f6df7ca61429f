import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EvidenceDocument } from '../../../contracts/evidence.js';
import { splitPassages } from '../../../domain/search/split-passages.js';
import { words } from '../../../domain/text/words.js';
import { documentOf } from './document-of.js';

const SENTENCE = 'The old clock on the town hall of the city strikes every full hour of the day. ';

test('passages hold about 80 to 160 words', () => {
  const sizes = splitPassages(documentOf({ text: SENTENCE.repeat(100) })).map(
    ({ text }) => words(text).length,
  );
  expect(sizes.length).toBeGreaterThan(10);
  for (const size of sizes.slice(0, -1)) {
    expect(size).toBeGreaterThanOrEqual(80);
    expect(size).toBeLessThanOrEqual(160);
  }
});

test('a paragraph that is long enough ends its passage', () => {
  const paragraph = SENTENCE.repeat(4).trim();
  const passages = splitPassages(
    documentOf({ text: `${paragraph}\n\n${paragraph}\n\n${paragraph}` }),
  );
  expect(passages.map(({ text }) => text)).toEqual([paragraph, paragraph, paragraph]);
});

test('short paragraphs share a passage', () => {
  expect(
    splitPassages(documentOf({ text: 'One is here.\n\nTwo is here.\n\nThree is here.' })),
  ).toHaveLength(1);
});

test('every passage is exactly its stretch of the text, in order, without overlap', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem(), fc.constant('\n\n'))),
      (parts) => {
        expectExact(documentOf({ text: parts.join(' ') }));
      },
    ),
  );
});

test('a text without any full stop is cut at spaces', () => {
  const document = documentOf({ text: 'word '.repeat(2_000) });
  expectExact(document);
  const passages = splitPassages(document);
  expect(passages.length).toBeGreaterThan(5);
  for (const { text } of passages) expect(text).toMatch(/^word(?: word)*$/);
});

test('one word of 100,000 letters is cut hard', () => {
  const document = documentOf({ text: 'x'.repeat(100_000) });
  expectExact(document);
  expect(
    splitPassages(document)
      .map(({ text }) => text)
      .join(''),
  ).toBe(document.text);
});

test('a passage keeps the number of its page and never crosses into the next', () => {
  const first = SENTENCE.repeat(3);
  const text = first + SENTENCE.repeat(3);
  const pages = [
    { number: 7, start: 0, end: first.length },
    { number: 8, start: first.length, end: text.length },
  ];
  const document = documentOf({ text, pages });
  expectExact(document);
  expect(splitPassages(document).map(({ page }) => page)).toEqual([7, 8]);
});

test('an empty text has no passage', () => {
  expect(splitPassages(documentOf({ text: '' }))).toEqual([]);
  expect(splitPassages(documentOf({ text: ' \n\n ' }))).toEqual([]);
});

function expectExact(document: EvidenceDocument): void {
  let last = 0;
  for (const { text, start, end } of splitPassages(document)) {
    expect(text).toBe(document.text.slice(start, end));
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThan(start);
    last = end;
  }
}
