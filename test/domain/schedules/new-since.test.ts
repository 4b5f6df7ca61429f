import { expect, test } from 'vitest';
import { type Findings, newSince } from '../../../domain/schedules/new-since.js';

const LAKE = 'Lake Baikal is a rift lake in southern Siberia, the deepest in the world.';
const RIVER = 'The Angara is the only river that flows out of the lake, and it is long.';

const BEFORE: Findings = {
  sources: [
    { url: 'https://www.example.org/baikal?utm_source=x', title: 'Baikal', text: LAKE },
    { url: 'https://example.org/angara', title: 'Angara', text: RIVER },
  ],
  sentences: ['Lake Baikal is 1,642 metres deep.', 'The Angara drains Lake Baikal.'],
};

const NOTHING = {
  new_sources: [],
  changed_sources: [],
  gone_sources: [],
  new_sentences: [],
  changed_sentences: [],
  gone_sentences: [],
};

test('a run that found the same has nothing new', () => {
  expect(newSince(BEFORE, BEFORE)).toEqual(NOTHING);
});

test('another spelling of an address, and a copy at another address, are not new', () => {
  const now: Findings = {
    ...BEFORE,
    sources: [
      { url: 'http://example.org/baikal/', title: 'Baikal', text: LAKE },
      { url: 'https://mirror.example.net/a', title: 'A copy', text: RIVER },
    ],
  };
  expect(newSince(BEFORE, now)).toEqual(NOTHING);
});

test('a source that was not there is new, one that is no longer there is gone', () => {
  const seal = { url: 'https://example.org/seal', title: 'Seal', text: 'The seal lives in it.' };
  const [lake] = BEFORE.sources;
  const news = newSince(BEFORE, { ...BEFORE, sources: lake === undefined ? [] : [lake, seal] });

  expect(news.new_sources).toEqual([{ title: 'Seal', url: 'https://example.org/seal' }]);
  expect(news.gone_sources).toEqual([{ title: 'Angara', url: 'https://example.org/angara' }]);
});

test('a source whose text has been rewritten has changed', () => {
  const [lake, river] = BEFORE.sources;
  if (lake === undefined || river === undefined) throw new Error('there are two');
  const rewritten = { ...lake, text: 'A new dam was opened and visitors are let in from May on.' };

  const news = newSince(BEFORE, { ...BEFORE, sources: [rewritten, river] });

  expect(news).toMatchObject({ new_sources: [], changed_sources: [{ title: 'Baikal' }] });
});

test('the same said in other words is not new', () => {
  const now = {
    ...BEFORE,
    sentences: ['The lake Baikal is 1642 m deep.', 'The Angara drains Lake Baikal.'],
  };
  expect(newSince(BEFORE, now)).toEqual(NOTHING);
});

test('another number is a change, told with what was said before', () => {
  const now = {
    ...BEFORE,
    sentences: ['Lake Baikal is 1,741 metres deep.', 'The Angara drains Lake Baikal.'],
  };
  expect(newSince(BEFORE, now).changed_sentences).toEqual([
    { before: 'Lake Baikal is 1,642 metres deep.', now: 'Lake Baikal is 1,741 metres deep.' },
  ]);
});

test('a sentence that was not said is new, one that is said no longer is gone', () => {
  const now = {
    ...BEFORE,
    sentences: ['Lake Baikal is 1,642 metres deep.', 'The Baikal seal weighs up to 70 kilograms.'],
  };
  const news = newSince(BEFORE, now);
  expect(news.new_sentences).toEqual(['The Baikal seal weighs up to 70 kilograms.']);
  expect(news.gone_sentences).toEqual(['The Angara drains Lake Baikal.']);
});

test('after a run that found nothing everything is new', () => {
  const news = newSince({ sources: [], sentences: [] }, BEFORE);
  expect(news.new_sources).toHaveLength(2);
  expect(news.new_sentences).toEqual(BEFORE.sentences);
});
