import { contentStems } from '../text/words.js';

/** Scripts that part words by nothing: two neighbouring characters stand for a word. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/** A longer run of letters and digits is no word that anybody asks for. */
const LONGEST_TERM = 40;

/** What a passage is found by, and a question looks for: stems without function words, pairs in unspaced scripts. */
export function passageTerms(text: string): string[] {
  return contentStems(text)
    .flatMap((term) => (UNSPACED.test(term) ? pairs(term) : [term]))
    .filter((term) => term.length <= LONGEST_TERM);
}

function pairs(word: string): string[] {
  const characters = [...word];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
