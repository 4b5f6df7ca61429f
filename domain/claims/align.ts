import { bareName, sameName } from './name-words.js';
import { sameQuantity } from './same-quantity.js';
import type { Token } from './tokens.js';

/** Two stretches that stand in the same place of claim and evidence; either may be empty. */
export interface Slot {
  readonly claim: readonly Token[];
  readonly evidence: readonly Token[];
  /** The word of the claim that follows the place; null at the end. */
  readonly next: Token | null;
}

export interface Alignment {
  /** Share of the claim's weight that is found in the same order. */
  readonly share: number;
  /** The weight that is found, and that of the whole claim. */
  readonly found: number;
  readonly total: number;
  readonly slots: readonly Slot[];
  /** Whether the evidence has the whole claim word for word. */
  readonly isVerbatim: boolean;
}

const MOST_TOKENS = 300;
const FUNCTION_WEIGHT = 0.25;
/** Neighbours that match together are worth more than the same words scattered. */
const ADJACENT = 0.2;

/** The best order-keeping pairing of a claim's words with a sentence's: weighted longest common subsequence. */
export function align(claim: readonly Token[], evidence: readonly Token[]): Alignment {
  const mine = claim.slice(0, MOST_TOKENS);
  const theirs = evidence.slice(0, MOST_TOKENS);
  const pairs = bestPairs(mine, theirs);
  const total = mine.reduce((sum, token) => sum + alignWeight(token), 0);
  const found = pairs.reduce((sum, [i]) => sum + alignWeight(mine[i]), 0);
  const share = total === 0 ? 0 : found / total;
  const isVerbatim =
    pairs.length === mine.length && pairs.every(([, j], at) => j === (pairs[0]?.[1] ?? 0) + at);
  return { share, found, total, slots: slotsBetween(mine, theirs, pairs), isVerbatim };
}

/** Whether a claim's token says the same as one of the evidence. */
export function sameToken(claim: Token, evidence: Token): boolean {
  if (claim.quantity && evidence.quantity) return sameQuantity(claim.quantity, evidence.quantity);
  if (claim.quantity || evidence.quantity) return false;
  if (claim.lower === evidence.lower) return true;
  if (claim.kind === 'negation' && evidence.kind === 'negation') return true;
  if (claim.kind === 'name') {
    return (
      sameName(claim.lower, evidence.lower) ||
      (evidence.kind !== 'name' && claim.lemma === evidence.lemma)
    );
  }
  if (claim.weight === 0 || evidence.weight === 0) return false;
  return claim.lemma === evidence.lemma || bareName(claim.lower) === bareName(evidence.lower);
}

function bestPairs(claim: readonly Token[], evidence: readonly Token[]): [number, number][] {
  const width = evidence.length + 1;
  const best = new Float64Array((claim.length + 1) * width);
  const paired = new Uint8Array((claim.length + 1) * width);
  claim.forEach((token, i) => {
    evidence.forEach((other, j) => {
      const here = (i + 1) * width + j + 1;
      const diagonal = i * width + j;
      const skipped = Math.max(best[here - 1] ?? 0, best[here - width] ?? 0);
      const gain = sameToken(token, other)
        ? alignWeight(token) + (paired[diagonal] === 1 ? ADJACENT : 0)
        : 0;
      const taken = (best[diagonal] ?? 0) + gain;
      const takes = gain > 0 && taken >= skipped;
      best[here] = takes ? taken : skipped;
      paired[here] = takes ? 1 : 0;
    });
  });
  return tracePairs(best, paired, { rows: claim.length, columns: evidence.length });
}

function tracePairs(
  best: Float64Array,
  paired: Uint8Array,
  { rows, columns }: { rows: number; columns: number },
): [number, number][] {
  const width = columns + 1;
  const pairs: [number, number][] = [];
  let i = rows;
  let j = columns;
  while (i > 0 && j > 0) {
    const here = i * width + j;
    if (paired[here] === 1) {
      pairs.push([i - 1, j - 1]);
      i--;
      j--;
    } else if ((best[here - width] ?? 0) >= (best[here - 1] ?? 0)) i--;
    else j--;
  }
  return pairs.reverse();
}

function slotsBetween(
  claim: readonly Token[],
  evidence: readonly Token[],
  pairs: readonly [number, number][],
): Slot[] {
  const slots: Slot[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...pairs, [claim.length, evidence.length] as const]) {
    if (nextI > i || nextJ > j) {
      slots.push({
        claim: claim.slice(i, nextI),
        evidence: evidence.slice(j, nextJ),
        next: claim[nextI] ?? null,
      });
    }
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return slots;
}

/** What a word counts in the order: function words a little. */
export function alignWeight(token: Token | undefined): number {
  if (!token) return 0;
  return token.kind === 'negation' ? FUNCTION_WEIGHT : Math.max(token.weight, FUNCTION_WEIGHT);
}
