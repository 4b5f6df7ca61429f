import { expect, test } from 'vitest';
import { completeQuestion } from '../../../domain/research/complete-question.js';

const EARLIER = 'How deep is Lake Baikal?';

test('a question without a name of its own is about what the earlier one named', () => {
  expect(completeQuestion('What lives in it?', EARLIER)).toBe('What lives in it? (Lake Baikal)');
});

test('a question that names something stands as it is', () => {
  expect(completeQuestion('How long is the Angara?', EARLIER)).toBe('How long is the Angara?');
});

test('nothing is added where the earlier question named nothing', () => {
  expect(completeQuestion('and why?', 'what is rain?')).toBe('and why?');
});
