import { expect, test } from 'vitest';
import { bareSubject, pageSubject } from '../../../domain/search/page-subject.js';

test.each([
  ['Tim Burton - Wikipedia', 'Tim Burton'],
  ['Install Docker | Docker Docs', 'Install Docker'],
  ['A – B – Site', 'A – B'],
  ['Spider-Man', 'Spider-Man'],
  [' - Site', '- Site'],
  ['', ''],
])('%s is about %s', (title, subject) => {
  expect(pageSubject(title)).toBe(subject);
});

test('the bare subject goes without the parenthesis that tells namesakes apart', () => {
  expect(bareSubject('Decade (Neil Young album) - Wikipedia')).toBe('Decade');
  expect(bareSubject('(hello)')).toBe('(hello)');
});
