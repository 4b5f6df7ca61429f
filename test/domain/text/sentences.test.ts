import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../../domain/text/sentences.js';
import { processorTime } from './processor-time.js';

const texts = (text: string) => splitSentences(text).map((sentence) => sentence.text);

describe('splitSentences', () => {
  it.each([
    [['Dr. Smith met Mr. Jones.', 'They talked.']],
    [['See Sect. 3 and Fig. 2 of vol. 4.', 'It is long.']],
    [['Use a cache, e.g. Redis, i.e. memory.', 'Then measure.']],
    [['The U.S. Army moved to Washington, D.C. in 1941.', 'He stayed.']],
    [['She lives in the U.S. now.', 'He left the U.S.', 'It was late.']],
    [['J. K. Rowling wrote it.', 'J. R. R. Tolkien did not.']],
    [['It grew 3.5 % to 1.2 million.', 'Then it fell.']],
    [['See https://example.com/a.b?c=1.2 for more.', 'Or call.']],
    [['"Stop." He left.'.slice(0, 7), 'He left.']],
    [['“It works!” she said.', 'Nobody heard.']],
    [['Yahoo! is a company.', 'Really?', 'Yes!']],
    [['It cost $5 billion.', '2020 was a good year.']],
    [['Version 2.0 came in 1990.', 'The next came later.']],
    [['Acme Inc. was founded by Jane Doe Jr. in Ohio.', 'It failed.']],
    [['They met at 5 p.m. on Monday.', 'Nobody came.']],
    [['So it ended... or did it?', 'No.']],
    [['(He knew.)', 'She did not.']],
  ])('keeps %j apart', (sentences) => {
    expect(texts(sentences.join(' '))).toEqual(sentences);
  });

  it('ends sentences of Chinese and Japanese without white space', () => {
    expect(texts('东京是日本的首都。它很大！「本当ですか？」はい。')).toEqual([
      '东京是日本的首都。',
      '它很大！',
      '「本当ですか？」',
      'はい。',
    ]);
  });

  it('keeps citation markers with the sentence before', () => {
    expect(texts('It is blue.[1] It is big. [2, 3] It is old [4]. End')).toEqual([
      'It is blue.[1]',
      'It is big. [2, 3]',
      'It is old [4].',
      'End',
    ]);
  });

  it('ends a sentence at list items, headings, table rows and paragraphs, but not at a wrapped line', () => {
    const text =
      '# The title\nA line that is\nwrapped here\n\n- first item\n- second item\n  goes on\n1. third\n| a | b |\n| c | d |\nTail\n***\nEnd';
    expect(texts(text)).toEqual([
      'The title',
      'A line that is\nwrapped here',
      'first item',
      'second item\n  goes on',
      'third',
      '| a | b |',
      '| c | d |',
      'Tail',
      'End',
    ]);
  });

  it('gives offsets that cut exactly the sentence out of the text', () => {
    const text =
      '  \n> Quoted one. Quoted “two.”\r\n\r\n* Item 😀 three.  Four\n\n```\ncode. More.\n```\nLast';
    for (const { text: sentence, start, end } of splitSentences(text)) {
      expect(text.slice(start, end)).toBe(sentence);
    }
    expect(texts(text)).toContain('Item 😀 three.');
  });

  it.each([
    ['full stops', '.'.repeat(500_000)],
    ['brackets', `a.${')'.repeat(250_000)}`.repeat(2)],
    ['markers', `a.${' [1]'.repeat(100_000)}`],
    ['initials', 'A. '.repeat(170_000)],
    ['line breaks', '\n'.repeat(500_000)],
    ['spaces', `a. ${' '.repeat(500_000)}b`],
    ['one line of list signs', '> '.repeat(250_000)],
  ])('stays linear over half a million %s', (_, text) => {
    expect(processorTime(() => splitSentences(text))).toBeLessThan(2_500);
  });

  it('finds nothing in an empty or wordless text', () => {
    expect(splitSentences('')).toEqual([]);
    expect(splitSentences(' \n… --- !?')).toEqual([]);
  });
});
