import { isStopWord, words } from '../text/words.js';
import { lemma } from './lemma.js';

/**
 * For each claim the positions of the passages that share most of its words, rare words counting more, best
 * first, at most `count`. Only the words of the claims are indexed, so memory follows the claims.
 */
export function nearestPassages(
  claims: readonly string[],
  passages: readonly string[],
  count: number,
): number[][] {
  const wanted = claims.map((claim) => contentLemmas(claim));
  const holders = new Map(
    wanted.flatMap((lemmas) => [...lemmas]).map((word): [string, number[]] => [word, []]),
  );
  passages.forEach((passage, position) => {
    for (const word of new Set(words(passage))) {
      const list = holders.get(lemma(word));
      if (list && list.at(-1) !== position) list.push(position);
    }
  });
  const scores = new Float64Array(passages.length);
  return wanted.map((lemmas) => bestPassages(lemmas, { holders, scores, count }));
}

interface Holders {
  /** The passages of each word, in order. */
  readonly holders: ReadonlyMap<string, readonly number[]>;
  /** Zero for every passage, before and after. */
  readonly scores: Float64Array;
  readonly count: number;
}

function bestPassages(lemmas: ReadonlySet<string>, { holders, scores, count }: Holders): number[] {
  const touched: number[] = [];
  for (const word of lemmas) {
    const positions = holders.get(word) ?? [];
    const rarity = Math.log(1 + scores.length / (positions.length + 0.5));
    for (const position of positions) {
      if (scores[position] === 0) touched.push(position);
      scores[position] = (scores[position] ?? 0) + rarity;
    }
  }
  const best: number[] = [];
  const scoreOf = (position: number | undefined) => scores[position ?? -1] ?? 0;
  for (const position of touched) {
    if (best.length === count && scoreOf(position) <= scoreOf(best.at(-1))) continue;
    const place = best.findIndex((other) => scoreOf(other) < scoreOf(position));
    best.splice(place === -1 ? best.length : place, 0, position);
    best.length = Math.min(best.length, count);
  }
  for (const position of touched) scores[position] = 0;
  return best;
}

function contentLemmas(text: string): Set<string> {
  return new Set(
    words(text)
      .filter((word) => !isStopWord(word))
      .map(lemma),
  );
}
