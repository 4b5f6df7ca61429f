import { describe, expect, it } from 'vitest';
import { splitClaims } from '../../../domain/claims/split-claims.js';
import { processorTime } from '../text/processor-time.js';

const read = (answer: string) => splitClaims(answer).map(({ text, markers }) => [text, markers]);

describe('splitClaims', () => {
  it.each([
    ['It is blue [1].', [1]],
    ['It is blue. [1]', [1]],
    ['It is blue.[1][3]', [1, 3]],
    ['It is blue [1, 3].', [1, 3]],
    ['It is blue [1-3].', [1, 2, 3]],
    ['It is blue [2]\n[4]', [2, 4]],
    ['It is **blue** [1] and `old` [2].', [1, 2]],
    ['It is [blue](https://example.org/a_b_c) [1].', [1]],
  ])('reads the markers of %j', (answer, markers) => {
    const [claim] = splitClaims(answer);
    expect(splitClaims(answer)).toHaveLength(1);
    expect(claim?.markers).toEqual(markers);
    expect(claim?.text).toMatch(/^It is blue(?: and old)?\.?$/);
  });

  it('gives the marker after a full stop to the sentence before', () => {
    expect(read('Rome is old. [1] Paris is big. [2]')).toEqual([
      ['Rome is old.', [1]],
      ['Paris is big.', [2]],
    ]);
  });

  it('gives offsets that cut the sentence with its markers out of the answer', () => {
    const answer = '- Rome is old. [1]\n- Paris is **big** [2].\n';
    expect(splitClaims(answer).map(({ start, end }) => answer.slice(start, end))).toEqual([
      'Rome is old. [1]',
      'Paris is **big** [2].',
    ]);
  });

  it('reads rows of a table but not its head', () => {
    const answer = '| City | People |\n|---|---|\n| Paris | 2.1 million [1] |\n';
    expect(read(answer)).toEqual([['Paris, 2.1 million', [1]]]);
  });

  it.each([
    '# A heading about Rome',
    '**Rome in short**',
    'Here is what I found:',
    'Sure, here is the answer.',
    'Do you want to know more about Rome?',
    'The evidence does not say when Rome was founded.',
    'No information about Rome was found in the sources.',
    'None of the provided sources mention the population.',
    '```\nRome is old [1].\n```',
    'Sources:\n[1] Rome, https://example.org\n[2] Paris is big',
    '## References\n1. Rome is old. Example Press.',
    'However.',
    '',
  ])('finds no claim in %j', (answer) => {
    expect(read(answer)).toEqual([]);
  });

  it.each([
    'The company has no source of income [1].',
    'Based on the evidence, Rome was founded in 753 BC [1].',
    'No king ruled Rome after 509 BC [2].',
    'Nothing was known of the source of the Nile until 1858.',
  ])('keeps %j as a claim', (answer) => {
    expect(read(answer)).toHaveLength(1);
  });

  it('goes on after a list of sources when a heading follows', () => {
    expect(read('## Sources\n- [1] Rome\n\n## More\n\nRome is old [1].')).toEqual([
      ['Rome is old.', [1]],
    ]);
  });

  it.each([
    ['spaces', `a b${' '.repeat(100_000)}.`],
    ['brackets', '['.repeat(100_000)],
    ['markers', 'a b [1] '.repeat(12_000)],
    ['signs of emphasis', '*_'.repeat(50_000)],
    ['cells', '| a b '.repeat(16_000)],
  ])('stays linear over long runs of %s', (_, answer) => {
    expect(processorTime(() => splitClaims(answer))).toBeLessThan(1_500);
  });
});
