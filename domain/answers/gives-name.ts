import { isStopWord, stem } from '../text/words.js';

const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu;
const INITIAL = /^\p{sc=Latin}$/u;
/** Words that may stand between those of one name: a middle name, an initial, "of the". */
const MOST_BETWEEN = 2;

/** A text as the words that carry meaning, with how many others stand before each. */
export interface NameText {
  readonly words: readonly NameWord[];
}

interface NameWord {
  readonly stem: string;
  /** Position among all words of the text. */
  readonly at: number;
  /** Begins with a capital or a digit, or is of a script without case. */
  readonly marked: boolean;
}

export function nameText(text: string): NameText {
  const all = [...text.matchAll(WORD)].map(({ 0: word }) => word);
  const words = all.flatMap((word, at) =>
    isStopWord(word.toLowerCase())
      ? []
      : [{ stem: stem(word.toLowerCase()), at, marked: isMarked(word) }],
  );
  return { words };
}

/**
 * Whether texts give a name: at least half of its words, initials apart, and two of a name of several, near one
 * another and with capitals where the name has them. "The big lake has fish" does not give "Big Fish".
 */
export function givesName(texts: readonly NameText[], name: string): boolean {
  const wanted = new Map(
    nameText(name)
      .words.filter((word) => !INITIAL.test(word.stem))
      .map((word) => [word.stem, word.marked]),
  );
  const need = Math.max(Math.min(2, wanted.size), Math.ceil(wanted.size / 2));
  return need === 0 || texts.some(({ words }) => together(words, wanted) >= need);
}

/** Most of the wanted words that stand near one another. */
function together(words: readonly NameWord[], wanted: ReadonlyMap<string, boolean>): number {
  let most = 0;
  let last = Number.NEGATIVE_INFINITY;
  let seen = new Set<string>();
  for (const { stem, at, marked } of words) {
    const isMarkedInName = wanted.get(stem);
    if (isMarkedInName === undefined || (isMarkedInName && !marked)) continue;
    if (at - last - 1 > MOST_BETWEEN) seen = new Set();
    seen.add(stem);
    last = at;
    most = Math.max(most, seen.size);
  }
  return most;
}

function isMarked(word: string): boolean {
  const first = word.charAt(0);
  return first.toLowerCase() === first.toUpperCase() || first !== first.toLowerCase();
}
