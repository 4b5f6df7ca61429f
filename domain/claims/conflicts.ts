import { type Alignment, type Slot, sameToken } from './align.js';
import type { Coverage } from './coverage.js';
import { namesSwapPlaces } from './name-order.js';
import { isFlipped, isOpposed } from './polarity.js';
import type { Quantity } from './quantity.js';
import { areRivals, isYear } from './same-quantity.js';
import type { Token } from './tokens.js';

export interface Conflict {
  readonly about: 'negation' | 'opposite' | 'number' | 'name';
  /** Whether the evidence says otherwise, or only does not say it. */
  readonly contradicts: boolean;
}

export interface Compared {
  readonly claim: readonly Token[];
  readonly evidence: readonly Token[];
  readonly covered: Coverage;
  readonly alignment: Alignment;
}

/** From this share of words in the same order on, what differs stands in the same place. */
const SAME_ORDER = 0.6;
const LONGEST_SLOT = 8;

/** What stands against a claim in its evidence; null when nothing does. */
export function findConflict(compared: Compared): Conflict | null {
  const { claim, evidence, alignment } = compared;
  if (isFlipped(claim, evidence)) return { about: 'negation', contradicts: true };
  if (isOpposed(claim, evidence)) return { about: 'opposite', contradicts: true };
  if (alignment.share >= SAME_ORDER) {
    const about = alignment.slots
      .map((slot) => slotConflict(slot, compared))
      .find((found) => found);
    if (about) return { about, contradicts: true };
  }
  if (namesSwapPlaces(claim, evidence)) return { about: 'name', contradicts: true };
  return missingFact(compared);
}

/** Another number, another name or a negation in a place where the evidence has its own. */
function slotConflict(slot: Slot, { alignment }: Compared): Conflict['about'] | null {
  if (slot.claim.length > LONGEST_SLOT || slot.evidence.length > LONGEST_SLOT) return null;
  if (isBareNegation(slot.claim) || isBareNegation(slot.evidence)) return 'negation';
  const mine = slot.claim.filter((token) => !hasSame(slot.evidence, token));
  // What the claim only says elsewhere in the sentence has moved; what is paired elsewhere has not.
  const moved = alignment.slots.flatMap((other) => other.claim);
  const theirs = slot.evidence.filter((other) => !moved.some((token) => sameToken(token, other)));
  if (mine.some((token) => hasRival(token, theirs))) return 'number';
  if (jumpsOverRival(slot, theirs)) return 'number';
  const names = mine.filter(({ kind }) => kind === 'name');
  return names.length > 0 && theirs.some(({ kind }) => kind === 'name') ? 'name' : null;
}

function hasSame(evidence: readonly Token[], token: Token): boolean {
  return evidence.some((other) => sameToken(token, other));
}

function hasRival(token: Token, others: readonly Token[]): boolean {
  return others.some(
    (other) => token.quantity && other.quantity && areRivals(token.quantity, other.quantity),
  );
}

/** "Founded in 2015" against "founded in 1958, with 15,000 places in 2015": the nearer number is the one meant. */
function jumpsOverRival({ claim, next }: Slot, theirs: readonly Token[]): boolean {
  const first = theirs[0];
  if (!next?.quantity || !first || claim.length > 0) return false;
  const rival = first.quantity;
  if (!rival || rival.unit !== next.quantity.unit || isYear(rival) !== isYear(next.quantity))
    return false;
  return areRivals(next.quantity, rival);
}

/** A negation alone, with nothing but function words around it. */
function isBareNegation(tokens: readonly Token[]): boolean {
  const negations = tokens.filter(({ kind }) => kind === 'negation');
  if (negations.length !== 1 || tokens.some(({ lower }) => lower === 'only')) return false;
  return tokens.every(({ kind }) => kind === 'negation' || kind === 'function');
}

/** A number or a name of the claim that the evidence does not give at all. */
function missingFact({ claim, evidence, covered }: Compared): Conflict | null {
  const hard = covered.missing.filter(
    ({ kind, quantity }) => kind === 'name' || (quantity !== null && !quantity.soft),
  );
  const first = hard[0];
  if (!first) return null;
  if (!first.quantity) return { about: 'name', contradicts: false };
  const spare = evidence.filter(
    (other) => other.quantity && !claim.some((token) => sameToken(token, other)),
  );
  const contradicts =
    hard.length === 1 && spare.some((other) => sameSort(first.quantity, other.quantity));
  return { about: 'number', contradicts };
}

function sameSort(a: Quantity | null, b: Quantity | null): boolean {
  return a !== null && b !== null && areRivals(a, b) && a.unit === b.unit;
}
