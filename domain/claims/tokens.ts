import { isStopWord } from '../text/words.js';
import { findQuantities } from './find-quantities.js';
import { lemma } from './lemma.js';
import { isLightWord } from './light-words.js';
import { isName } from './name-words.js';
import type { Quantity } from './quantity.js';

export interface Token {
  readonly start: number;
  /** First character after the token. */
  readonly end: number;
  readonly lower: string;
  readonly lemma: string;
  readonly kind: 'function' | 'content' | 'name' | 'quantity' | 'negation';
  readonly quantity: Quantity | null;
  /** What it counts in coverage: 0 for function words. */
  readonly weight: number;
  /** True when a mark or a conjunction parts it from the token before. */
  readonly opensClause: boolean;
}

type PlainToken = Omit<Token, 'opensClause'>;

/** Scripts without spaces are read character by character. */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|(?<![\p{L}\p{N}])(?:\p{Lu}\.){2,}(?!\p{Ll})|(?<=\s)n\s?['’]t\b|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{N}])+(?:['’]\p{L}+)?/gu;
const CLAUSE_MARK = /[,;:()[\]—–]|\s-\s|[.!?]\s/;
const CLAUSE_WORDS = wordSet(
  'but although though while whereas which who whom that because and or',
);
const NEGATIONS = wordSet(
  'not never no none nobody nothing nowhere neither nor without cannot hardly scarcely barely unable lack lacks lacked lacking fails failed fail nicht kein keine keinen nie niemals pas jamais nunca jamás não nunca mai не нет 不 没 未 無 无',
);
/** The speaker and the reader: evidence says nothing of them unless it names them too. */
const SPEAKERS = wordSet('i me my mine myself you your yours');
const LIGHT = 0.5;

/** The words, numbers and negations of a text in order, each with its part in the sentence. */
export function tokenize(text: string): Token[] {
  const quantities = findQuantities(text);
  const inQuantity = new Uint8Array(text.length);
  for (const { start, end } of quantities) inQuantity.fill(1, start, end);

  const plain = [
    ...quantities.map((quantity) => quantityToken(quantity, text)),
    ...[...text.matchAll(WORD)]
      .filter((match) => inQuantity[match.index] === 0)
      .map((match) => wordToken(match[0], match.index, text)),
  ].sort((a, b) => a.start - b.start);
  return plain.map((token, index) => ({
    ...token,
    opensClause:
      CLAUSE_WORDS.has(token.lower) ||
      CLAUSE_MARK.test(text.slice(plain[index - 1]?.end ?? token.start, token.start)),
  }));
}

function quantityToken(quantity: Quantity, text: string): PlainToken {
  const { start, end, soft } = quantity;
  const lower = text.slice(start, end).toLowerCase();
  return { start, end, lower, lemma: lower, kind: 'quantity', quantity, weight: soft ? LIGHT : 1 };
}

function wordToken(word: string, start: number, text: string): PlainToken {
  const lower = word.toLowerCase().replace(/’/g, "'").replaceAll('.', '');
  const bare = lower.replace(/'\p{L}+$/u, '');
  const base = { start, end: start + word.length, lower, lemma: lemma(lower), quantity: null };
  if (NEGATIONS.has(lower) || /n\s?'t$/.test(lower))
    return { ...base, kind: 'negation', weight: 0 };
  if (SPEAKERS.has(bare)) return { ...base, kind: 'content', weight: 1 };
  if (isStopWord(lower) || isStopWord(bare)) return { ...base, kind: 'function', weight: 0 };
  if (isName(word, start, text)) return { ...base, kind: 'name', weight: 1 };
  return { ...base, kind: 'content', weight: isLightWord(lower) ? LIGHT : 1 };
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
