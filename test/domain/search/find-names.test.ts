import { expect, test } from 'vitest';
import { findNames } from '../../../domain/search/find-names.js';

test.each([
  ['When was the clock built in the city where Karel Purkyně died?', ['Karel Purkyně']],
  ['Who was Rhiwallon ap Cynfyn of Wales?', ['Rhiwallon ap Cynfyn of Wales']],
  ['Did the Bank of England or D.P. Varma pay?', ['Bank of England', 'D.P. Varma']],
  ['the Heinkel HD 23 and the KAGH-FM station', ['Heinkel HD 23', 'KAGH-FM']],
  ['Who wrote "the Grand Model" and “Faust”?', ['the Grand Model', 'Faust']],
  ["the director of The Girl Who Kicked the Hornets' Nest", ["Girl Who Kicked the Hornets' Nest"]],
  ['Who made The Oddventures of Mr. Cool?', ['Oddventures of Mr. Cool']],
  ['Are Medici and Senet both board games?', ['Medici', 'Senet']],
  ['the band f(x) and the iPhone', ['f(x)', 'iPhone']],
  ["When did the country of Izgoy's performer invade?", ['Izgoy']],
  ['Besides Rome, Rome and ROME, which?', ['Rome']],
  ['what river flows through the city', []],
  ['In 1999 and 2008, what happened?', []],
  ['東京の人口は「東京都」の', ['東京都']],
  ['Wann wurde Goethe geboren?', ['Goethe']],
  ['¿Dónde nació Cervantes?', ['Cervantes']],
  ['???', []],
])('%s names %j', (text, names) => {
  expect(findNames(text)).toEqual(names);
});

test('a long text is read in linear time', () => {
  const started = performance.now();
  for (const text of ['Aa '.repeat(30_000), '"'.repeat(90_000), 'a.'.repeat(45_000)])
    findNames(text);
  expect(performance.now() - started).toBeLessThan(2_000);
});
