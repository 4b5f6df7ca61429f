import { stemmer } from 'stemmer';

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;

const STOP_WORDS = new Set(
  `a an and any are as at be been being but by can could did do does doing for from had has have having he her hers
  him his how i if in into is it its just me more most my no nor not of off on once only or other our ours out over own
  same she should so some such than that the their theirs them then there these they this those through to too under
  until up very was we were what when where which while who whom whose why will with would you your yours about above
  after again against all am because before below between both down during each few further here itself`
    .split(/\s+/)
    .filter(Boolean),
);

/** The words of a text in lower case, in order; letters and digits of any script. */
export function words(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/** True for English function words, which say nothing about the subject. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Stems found before: the same few thousand words make up most texts. */
const known = new Map<string, string>();
const MOST_KNOWN = 50_000;

/** The stem of a lower-case word without its possessive (Porter 1980); words of other scripts stay as they are. */
export function stem(word: string): string {
  const found = known.get(word);
  if (found !== undefined) return found;
  const bare = word.replace(/['’]s$/, '');
  const stemmed = /^[a-z]+$/.test(bare) ? stemmer(bare) : bare;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, stemmed);
  return stemmed;
}

/** Stems of the words that carry meaning, in order, repeats included. */
export function contentStems(text: string): string[] {
  return words(text)
    .filter((word) => !isStopWord(word))
    .map(stem);
}
