import { expect, test } from 'vitest';
import { bridgeNames } from '../../../domain/search/bridge-names.js';

test('names come with their sentences', () => {
  expect(bridgeNames('It was made by Tim Burton. He lives in London.')).toEqual([
    { name: 'Tim Burton', stems: ['tim', 'burton'], sentence: 'It was made by Tim Burton.' },
    { name: 'London', stems: ['london'], sentence: 'He lives in London.' },
  ]);
});

test('dates, ordinals and words that only open a sentence are no names', () => {
  const text =
    'Hence it began on October 27, 1999. Notwithstanding this, on the 65th day of it 14 May came. Overall good.';
  expect(bridgeNames(text)).toEqual([]);
});

test('a word that opens a sentence is a name when the text has it inside a sentence too', () => {
  const names = bridgeNames('Burton was born there. They gave Burton a prize.').map(
    ({ name }) => name,
  );
  expect(names).toEqual(['Burton', 'Burton']);
});
