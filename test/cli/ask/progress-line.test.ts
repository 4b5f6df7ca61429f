import { expect, test } from 'vitest';
import { progressLine } from '../../../cli/ask/progress-line.js';

test.each([
  ['plan-ready', { sub_queries: [{ query: 'a' }, { query: 'b' }] }, 'Looking for “a”, “b”'],
  ['stage-start', { stage: 'search', queries: 1 }, 'Searching 1 query'],
  ['stage-start', { stage: 'read', pages: 12 }, 'Reading 12 pages'],
  ['source-found', { query: 'a', engine: null, sources: [] }, 'Nothing found for “a”'],
  ['sources-ranked', { sources: [{}] }, '1 source chosen'],
  ['claims-checked', { claims: 4, failed: 1 }, '4 sentences checked, 3 supported'],
  ['claims-checked', { claims: 4, failed: 0 }, '4 sentences checked, all supported'],
  ['page-read', { url: 'http://a', title: '' }, 'Read <http://a>'],
  ['page-read', { url: 'http://a', title: 'One\nTwo' }, 'Read One Two <http://a>'],
  [
    'page-read',
    { url: 'http://a', title: '', read_at: '2026-01-02T03:04:05Z' },
    'Used <http://a>, as it was read 2026-01-02 03:04 UTC',
  ],
])('%s with %j reads %j', (type, data, text) => {
  expect(progressLine({ seq: 1, type, data })).toEqual({ text, problem: false });
});

test.each([
  ['engine-failed', { engine: 'searxng', message: 'it is down' }],
  ['page-failed', { url: 'http://a', message: 'it is down' }],
  ['warning', { message: 'it is down' }],
])('%s is a problem', (type, data) => {
  const line = progressLine({ seq: 1, type, data });

  expect(line?.problem).toBe(true);
  expect(line?.text).toContain('it is down');
});

test('what is not known is not shown', () => {
  expect(progressLine({ seq: 1, type: 'invented-later', data: {} })).toBeUndefined();
  expect(progressLine({ seq: 1, type: 'page-read', data: { url: 7 } })).toBeUndefined();
});
