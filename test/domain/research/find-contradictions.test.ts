import { expect, test } from 'vitest';
import { findContradictions } from '../../../domain/research/find-contradictions.js';
import { evidencePack } from '../claims/evidence-pack.js';

const FIRST = 'Lake Baikal is 1,642 metres deep.';

function contradictions(other: string, title = 'Baikal facts') {
  const pack = evidencePack([
    { title: 'Lake Baikal', passages: [FIRST] },
    { title, passages: [other] },
  ]);
  return findContradictions([{ text: FIRST, source: 1, quote: FIRST, topic: 'Depth' }], pack);
}

test('another number of the same thing is told with both sources and their words', () => {
  expect(contradictions('Lake Baikal is 1,741 metres deep.')).toEqual([
    {
      topic: 'Depth',
      first: { source_id: '1', quote: FIRST },
      second: { source_id: '2', quote: 'Lake Baikal is 1,741 metres deep.' },
    },
  ]);
});

test('the same number said otherwise is none', () => {
  expect(contradictions('Lake Baikal has a depth of 1642 m.')).toEqual([]);
});

test('another subject is not set against the first', () => {
  expect(contradictions('Lake Tanganyika is 1,470 metres deep.', 'Lake Tanganyika')).toEqual([]);
});
