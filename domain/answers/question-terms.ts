import { lemma } from '../claims/lemma.js';
import { isLightWord } from '../claims/light-words.js';
import { isStopWord, words } from '../text/words.js';

/** Terms with what each is worth. */
export type Terms = ReadonlyMap<string, number>;

const LIGHT = 0.4;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** The terms by which a question and a sentence meet: lemmas of content words; pairs of characters where words are not spaced. */
export function termsOf(text: string): Terms {
  const terms = new Map<string, number>();
  for (const word of words(text)) {
    if (UNSPACED.test(word)) {
      for (let at = 0; at + 1 < word.length; at++) terms.set(word.slice(at, at + 2), 1);
    } else if (!isStopWord(word)) {
      terms.set(lemma(word), isLightWord(word) ? LIGHT : 1);
    }
  }
  return terms;
}
