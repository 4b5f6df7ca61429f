import { describe, expect, it } from 'vitest';
import { askedAndFound, missingNameWarnings } from '../../../domain/answers/asked-and-found.js';
import { evidencePack } from '../claims/evidence-pack.js';

const about = (question: string, ...passages: string[]) =>
  askedAndFound(evidencePack([{ title: 'Lake Arden', passages }], question));

describe('askedAndFound', () => {
  it('finds all of a question that the evidence speaks of, in other forms too', () => {
    expect(about('Who dammed Lake Arden?', 'The lake was dammed by the crown.')).toEqual({
      share: 1,
      missingNames: [],
    });
  });

  it('counts a word of a name twice, and names what no source gives', () => {
    const found = about('How does Plumbline check answers?', 'They check answers by hand.');
    expect(found).toEqual({ share: 0.5, missingNames: ['Plumbline'] });
    expect(missingNameWarnings(found)).toMatchObject([
      { code: 'name-not-found', subject: 'Plumbline' },
    ]);
  });

  it('takes words of a name that stand apart for no name', () => {
    const apart = about(
      'Who directed Big Fish?',
      'Tim Burton directed it. A big lake has many fish.',
    );
    expect(apart).toEqual({ share: 1, missingNames: ['Big Fish'] });
  });

  it('asks nothing of a question without words', () => {
    expect(about('???', 'Text.')).toEqual({ share: 1, missingNames: [] });
  });
});
