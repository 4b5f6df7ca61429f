import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalUrl } from '../../../domain/search/canonical-url.js';

test.each([
  ['http://www.example.org/a', 'https://example.org/a'],
  ['https://EXAMPLE.org:443/a/', 'https://example.org/a'],
  ['https://example.org/a#part', 'https://example.org/a'],
  ['https://example.org/a?utm_source=x&id=1&fbclid=2', 'https://example.org/a?id=1'],
  ['https://example.org/?b=2&a=1', 'https://example.org/?a=1&b=2'],
  ['https://example.org/docs/index.html', 'https://example.org/docs'],
  ['https://en.m.wikipedia.org/wiki/Tea', 'https://en.wikipedia.org/wiki/Tea'],
  ['https://m.example.org/x', 'https://example.org/x'],
  ['https://amp.example.org/story', 'https://example.org/story'],
  ['https://example.org/story/amp/', 'https://example.org/story'],
  ['https://example.org/story?amp=1', 'https://example.org/story'],
  ['https://example.org/caf%C3%A9', 'https://example.org/café'],
  ['http://127.0.0.1:8800/wiki/Karel_Purkyn%C4%9B', 'http://127.0.0.1:8800/wiki/Karel_Purkyně'],
  ['https://example.org//a//b', 'https://example.org/a/b'],
])('%s is the same page as %s', (one, other) => {
  expect(canonicalUrl(one)).toBe(canonicalUrl(other));
});

test.each([
  ['https://example.org/a', 'https://example.org/A'],
  ['https://example.org/a?id=1', 'https://example.org/a?id=2'],
  ['https://example.org:8080/a', 'https://example.org/a'],
  ['https://m.org/a', 'https://org/a'],
  ['https://de.wikipedia.org/wiki/Tee', 'https://en.wikipedia.org/wiki/Tee'],
  ['https://example.org/camp', 'https://example.org/c'],
  ['https://example.org/a?ref=3', 'https://example.org/a'],
])('%s is another page than %s', (one, other) => {
  expect(canonicalUrl(one)).not.toBe(canonicalUrl(other));
});

test('what is no web address stays as it is', () => {
  expect(canonicalUrl(' not a url ')).toBe('not a url');
  expect(canonicalUrl('handbook:search')).toBe('handbook:search');
  expect(canonicalUrl('https://example.org/%ZZ')).toBe('https://example.org/%ZZ');
});

test('a canonical address is its own canonical address', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url));
    }),
    { numRuns: 20 },
  );
});
