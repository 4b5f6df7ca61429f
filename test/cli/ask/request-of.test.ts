import { expect, test } from 'vitest';
import { requestOf } from '../../../cli/ask/request-of.js';

test('a question without options is asked with the defaults', () => {
  expect(requestOf(['how', 'far?'], {})).toMatchObject({
    query: 'how far?',
    mode: 'balanced',
    search_engine: 'auto',
    max_sources: null,
    timeout: null,
    model: null,
  });
});

test.each([
  [[' ', ''], {}, 'empty'],
  [['x'.repeat(5_001)], {}, 'query'],
  [['moon'], { timeout: 5 }, 'timeout'],
  [['moon'], { maxSources: 51 }, 'max_sources'],
])('refuses what the API would refuse, before anything is started', (words, options, word) => {
  expect(() => requestOf(words, options)).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(word) }),
  );
});
