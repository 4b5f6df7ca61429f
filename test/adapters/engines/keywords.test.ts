import { expect, test } from 'vitest';
import { keywords } from '../../../adapters/engines/keywords.js';

test.each([
  ['How tall is the Eiffel Tower?', ['tall', 'Eiffel', 'Tower']],
  ["What is Newton's second law?", ["Newton's", 'second', 'law']],
  ['state-of-the-art GPT-4 vs. v2.5', ['state-of-the-art', 'GPT-4', 'vs', 'v2.5']],
  ['the who', ['the', 'who']],
  ['Tower tower TOWER', ['Tower']],
  ['東京タワーの高さ', ['東京タワーの高さ']],
  ['???', []],
])('%j asks for %j', (question, words) => {
  expect(keywords(question, 10)).toEqual(words);
});

test('no more words than wanted', () => {
  expect(keywords('one two three four', 2)).toEqual(['one', 'two']);
});
