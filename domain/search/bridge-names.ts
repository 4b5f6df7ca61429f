import { splitSentences } from '../text/sentences.js';
import { contentStems } from '../text/words.js';
import { findNames } from './find-names.js';

const MONTHS =
  'January|February|March|April|May|June|July|August|September|October|November|December';

/** Dates, ordinals and figures carry capitals or digits too, but lead nowhere. */
const NO_LEAD = new RegExp(
  `^(?:(?:\\d+(?:st|nd|rd|th)?[\\s,.-]*)*(?:${MONTHS})?[\\s,.\\d]*|\\d.{0,4})$`,
);

/** A name in a sentence of a page. */
export interface Mention {
  readonly name: string;
  readonly stems: readonly string[];
  readonly sentence: string;
}

/** The names of a text with their sentences; dates and words that only open a sentence are left out. */
export function bridgeNames(text: string): Mention[] {
  return splitSentences(text).flatMap(({ text: sentence }) =>
    findNames(sentence)
      .filter((name) => !NO_LEAD.test(name) && !opensOnly(name, sentence, text))
      .map((name) => ({ name, stems: contentStems(name), sentence }))
      .filter(({ stems }) => stems.length > 0),
  );
}

/** A single word at the start of a sentence is a name only if the text has it inside a sentence as well. */
function opensOnly(name: string, sentence: string, text: string): boolean {
  if (/\s/.test(name) || !sentence.startsWith(name)) return false;
  const inside = text.indexOf(` ${name}`);
  if (inside < 0) return true;
  return ![...text.matchAll(/[\p{Ll},] (\p{Lu}[\p{L}\p{M}'’.-]*)/gu)].some(([, word = '']) =>
    word.startsWith(name),
  );
}
