import { expect, test } from 'vitest';
import { contentStems, stem, words } from '../../../domain/text/words.js';

test('words are lower-case runs of letters and digits of any script', () => {
  expect(words("The café's 3 Läden, 東京!")).toEqual(['the', "café's", '3', 'läden', '東京']);
});

test('a possessive has the stem of its word', () => {
  expect(stem("eye's")).toBe(stem('eye'));
  expect(stem('rivers’s')).toBe(stem('rivers'));
});

test('forms of a word share a stem, and so do repeated calls', () => {
  expect(stem('reported')).toBe(stem('reporting'));
  expect(stem('reported')).toBe(stem('reported'));
});

test('function words say nothing about the subject', () => {
  expect(contentStems('What is the depth of the lakes?')).toEqual(['depth', stem('lakes')]);
});
