import { describe, expect, it } from 'vitest';
import { givesName, nameText } from '../../../domain/answers/gives-name.js';

const gives = (name: string, ...texts: string[]) => givesName(texts.map(nameText), name);

describe('givesName', () => {
  it.each([
    ['Big Fish', 'Burton made Big Fish in 2003.'],
    ['Mara J. Quill', 'Born as Mara Quill, she wrote.'],
    ['Mara Quill', 'Mara Jane Quill wrote.'],
    ['Bank of England', 'the Bank of all England'],
    ['United States of Arden', 'the United States'],
    ['Fargo', 'It was shot in Fargo.'],
    ['deep learning', 'Deep learning is a method.'],
    ['東京', '東京'],
    ['Boeing 747', 'the Boeing 747'],
  ])('finds %s in "%s"', (name, text) => {
    expect(gives(name, text)).toBe(true);
  });

  it.each([
    ['Big Fish', 'Big lakes have fish. The big one has Fish.'],
    ['Big Fish', 'Fish and Wildlife Service'],
    ['Mara Quill', 'Mara was born here, as all the others of her time were. Quill is elsewhere.'],
    ['Fargo', 'It went far.'],
    ['Polish', 'Shoe polish is black.'],
  ])('does not find %s in "%s"', (name, text) => {
    expect(gives(name, text)).toBe(false);
  });

  it('does not put a name together from two texts', () => {
    expect(gives('Big Fish', 'They call it Big', 'Fish is food.')).toBe(false);
  });

  it('asks nothing of a name without telling words', () => {
    expect(gives('The Who', 'Text.')).toBe(true);
    expect(gives('J. K.', 'Text.')).toBe(true);
  });
});
