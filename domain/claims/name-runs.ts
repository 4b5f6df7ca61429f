import { sameToken } from './align.js';
import type { Token } from './tokens.js';

/** Words of one name, with nothing between them. */
export interface NameRun {
  /** Position of its first word. */
  readonly from: number;
  /** Position after its last word. */
  readonly to: number;
  readonly words: readonly Token[];
}

/** The names of a stretch of tokens in order. */
export function nameRuns(tokens: readonly Token[]): NameRun[] {
  const runs: NameRun[] = [];
  let from = 0;
  while (from < tokens.length) {
    let to = from;
    while (tokens[to]?.kind === 'name' && (to === from || tokens[to]?.opensClause === false)) to++;
    if (to > from) runs.push({ from, to, words: tokens.slice(from, to) });
    from = Math.max(to, from + 1);
  }
  return runs;
}

/** Whether two names may be one: all words of the shorter are in the longer, or it is its initials. */
export function mayBeSame({ words: a }: NameRun, { words: b }: NameRun): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.every((word) => long.some((other) => sameToken(word, other)))) return true;
  const initials = long.map(({ lower }) => lower[0]).join('');
  return short.length === 1 && short[0]?.lower === initials;
}
