import { expect, test } from 'vitest';
import {
  isInDomains,
  isInLanguage,
  isInTime,
  narrowQuery,
} from '../../../domain/research/in-scope.js';

const domains = (allowed: string[], blocked: string[] = []) => ({
  allowed_domains: allowed,
  blocked_domains: blocked,
});

test.each([
  ['https://example.org/a', domains([]), true],
  ['https://example.org/a', domains(['example.org']), true],
  ['https://en.example.org./a', domains(['example.org']), true],
  ['https://badexample.org/', domains(['example.org']), false],
  ['https://example.org.evil.net/', domains(['example.org']), false],
  ['https://evil.net/?u=example.org', domains(['example.org']), false],
  ['https://user:example.org@evil.net/', domains(['example.org']), false],
  ['https://ads.example.org/', domains(['example.org'], ['ads.example.org']), false],
  ['https://example.org/', domains([], ['example.org']), false],
  ['no address', domains(['example.org']), false],
])('%s within %j: %s', (url, scope, expected) => {
  expect(isInDomains(url, scope)).toBe(expected);
});

test('what is older than the time range lies outside, what is undated does not', () => {
  const now = Date.parse('2026-06-15T00:00:00Z');

  expect(isInTime('2026-06-12', 'week', now)).toBe(true);
  expect(isInTime('2026-06-01', 'week', now)).toBe(false);
  expect(isInTime('2020-01-01', null, now)).toBe(true);
  expect(isInTime(null, 'day', now)).toBe(true);
  expect(isInTime('some day', 'day', now)).toBe(true);
});

const GERMAN = 'Der See ist tief, und die Robbe lebt nicht im Meer.';

test.each<[string, string | null, string, string | null, boolean]>([
  ['no language is asked for', 'en', 'The lake is deep.', null, true],
  ['the page tells none', null, '1,642', 'de', true],
  ['the page is in it', 'de', GERMAN, 'de', true],
  ['the page is in another', 'en', 'The lake is deep.', 'de', false],
  ['the page is in another than English', 'fi', 'Järvi on syvä.', 'en', false],
  ['a template says another', 'en', GERMAN, 'de', true],
  ['the page says a form of it', 'nb', 'Sjøen er dyp.', 'no', true],
])(
  'where %s, a page of language %s within: %j in %s is %s',
  (_, language, text, wanted, expected) => {
    expect(isInLanguage({ language, text }, wanted)).toBe(expected);
  },
);

test('a query names its sites as engines know it, unless there are too many', () => {
  expect(narrowQuery('lake', domains(['a.org']))).toBe('lake site:a.org');
  expect(narrowQuery('lake', domains(['a.org', 'b.org']))).toBe('lake (site:a.org OR site:b.org)');
  expect(narrowQuery('lake', domains([...'abcdef']))).toBe('lake');
});
