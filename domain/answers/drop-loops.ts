import { splitSentences } from '../text/sentences.js';
import { words } from '../text/words.js';

/** The shortest run of words that a stuck model repeats within a sentence. */
const LEAST_PERIOD = 1;
const LONGEST_PERIOD = 24;
const REPEATS = 4;
const SHORTEST_SENTENCE = 4;
const LONGEST_SIGN = 12;

/** A text without the sentences that a stuck model writes again, and cut where it repeats the same few words for ever. */
export function dropLoops(text: string): string {
  const straight = cutEndlessRun(text);
  const seen = new Set<string>();
  let kept = '';
  let from = 0;
  for (const { text: sentence, start, end } of splitSentences(straight)) {
    const key = words(sentence).join(' ');
    const isShort = key.split(' ').length < SHORTEST_SENTENCE;
    if (!isShort && seen.has(key)) {
      kept += withoutListSign(straight.slice(from, start));
      from = end;
    }
    seen.add(key);
  }
  return kept + straight.slice(from);
}

/** Without the sign of the list item that is taken out. */
function withoutListSign(gap: string): string {
  const at = Math.max(0, gap.length - LONGEST_SIGN);
  return gap.slice(0, at) + gap.slice(at).replace(/[ \t]*(?:[-*•]|\d{1,3}[.)])?[ \t]*$/, '');
}

/** Cuts the text at the first run of words that comes four times in a row, after its first round. */
function cutEndlessRun(text: string): string {
  const found = [...text.matchAll(/\S+/g)];
  const tokens = found.map(([token]) => token.toLowerCase());
  for (let at = 0; at < tokens.length; at++) {
    for (let period = LEAST_PERIOD; period <= LONGEST_PERIOD; period++) {
      const length = runLength(tokens, at, period);
      if (length < period * (REPEATS - 1)) continue;
      const last = found[at + period - 1];
      const next = found[at + period + length];
      const head = text.slice(0, last ? last.index + last[0].length : text.length);
      return next ? `${head} ${cutEndlessRun(text.slice(next.index))}` : head;
    }
  }
  return text;
}

/** How many tokens from `at + period` on repeat those `period` before. */
function runLength(tokens: readonly string[], at: number, period: number): number {
  let length = 0;
  while (
    at + period + length < tokens.length &&
    tokens[at + length] === tokens[at + period + length]
  ) {
    length++;
  }
  return length;
}
