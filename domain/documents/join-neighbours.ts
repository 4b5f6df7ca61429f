import type { PageCandidate } from './page-candidate.js';

/** Longest stretch of a page that is quoted as one. */
const LONGEST = 2_400;
/** Stretches of one page beside the best one. */
const MOST = 2;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Stretches of one page made of its passages, best first: the best with those beside it, then the next best apart. */
export function joinNeighbours(bestFirst: readonly PageCandidate[]): Stretch[] {
  const free = new Map(bestFirst.map((passage) => [passage.index, passage]));
  const stretches: Stretch[] = [];
  for (const passage of bestFirst) {
    if (stretches.length === MOST) break;
    if (free.delete(passage.index)) stretches.push(grow(passage, free));
  }
  return stretches;
}

/** Takes in what lies beside, on either side in turn, for as long as it stays short enough. */
function grow(passage: PageCandidate, free: Map<number, PageCandidate>): Stretch {
  let { start, end } = passage;
  let [before, after] = [passage.index - 1, passage.index + 1];
  for (;;) {
    const next = free.get(after) ?? free.get(before);
    if (next === undefined) return { start, end };
    const joined = { start: Math.min(start, next.start), end: Math.max(end, next.end) };
    if (joined.end - joined.start > LONGEST) return { start, end };
    free.delete(next.index);
    ({ start, end } = joined);
    if (next.index === after) after += 1;
    else before -= 1;
  }
}
