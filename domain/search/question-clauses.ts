import { contentStems, isStopWord, words } from '../text/words.js';
import { findNames } from './find-names.js';

/** Where a clause of a nested question begins: relative words, commas, and "of the …" steps. */
const BOUNDARY =
  /[,;:?!]+(?=\s|$)|\.(?=\s+\p{Lu}|\s*$)|\b(?:in which|at which|for which|where|that|which|who|whom|whose|while|along with|the)\b/giu;

const WORDS_AFTER_NAME = 2;
const WORDS_BEFORE_NAME = 3;

/** A stretch of a question that can be searched on its own. */
export interface Clause {
  readonly text: string;
  /** The proper name it is about; undefined for a clause that describes without naming. */
  readonly name: string | undefined;
}

/**
 * The parts of a nested question, names first: each name with the words next to it ("city where Karel Purkyně
 * died"), then clauses without a name that say at least two things ("official sport is jousting").
 */
export function questionClauses(question: string): Clause[] {
  const names = findNames(question);
  const named = names.map((name) => ({ name, text: aroundName(question, name, names) }));
  const unnamed = split(maskNames(question, names))
    .filter((text) => !text.includes(MASK))
    .filter((text) => contentStems(text).length >= 2)
    .map((text) => ({ name: undefined, text }));
  return [...named, ...unnamed];
}

const MASK = '\u0000';

function maskNames(question: string, names: readonly string[]): string {
  return names.reduce((text, name) => text.replaceAll(name, MASK), question);
}

function split(text: string): string[] {
  return text
    .split(BOUNDARY)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The name with up to three telling words before it and two after, within its clause. */
function aroundName(question: string, name: string, names: readonly string[]): string {
  const at = question.indexOf(name);
  const others = names.filter((other) => other !== name);
  const before = split(maskNames(question.slice(0, at), others)).at(-1) ?? '';
  const after = split(maskNames(question.slice(at + name.length), others))[0] ?? '';
  const nearBefore = before.split(MASK).at(-1) ?? '';
  const nearAfter = after.split(MASK)[0] ?? '';
  return [
    ...telling(nearBefore).slice(-WORDS_BEFORE_NAME),
    name,
    ...telling(nearAfter).slice(0, WORDS_AFTER_NAME),
  ].join(' ');
}

function telling(text: string): string[] {
  return words(text).filter((word) => !isStopWord(word) && word.length > 1);
}
