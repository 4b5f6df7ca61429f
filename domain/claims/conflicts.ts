import { type Alignment, alignWeight, type Slot, sameToken } from './align.js';
import type { Coverage } from './coverage.js';
import { namesSwapPlaces } from './name-order.js';
import { isFlipped, isOpposed } from './polarity.js';
import type { Quantity } from './quantity.js';
import { hasRivalInPlace } from './rival-in-place.js';
import { areRivals, isYear } from './same-quantity.js';
import type { Token } from './tokens.js';

export interface Conflict {
  readonly about: 'negation' | 'opposite' | 'number' | 'name';
  /** Whether the evidence says otherwise, or only does not say it. */
  readonly contradicts: boolean;
  /** Share of the rest of the claim that the evidence has in the same order. */
  readonly order: number;
}

export interface Compared {
  readonly claim: readonly Token[];
  readonly evidence: readonly Token[];
  /** The same evidence, sentence by sentence. */
  readonly sentences: readonly { readonly tokens: readonly Token[] }[];
  readonly covered: Coverage;
  readonly alignment: Alignment;
}

/** From this share of words in the same order on, what differs stands in the same place. */
const SAME_ORDER = 0.6;
/** Weight that must be in the same order at least: a word of content and some function words. */
const LEAST_SHARED = 1.5;
const LONGEST_SLOT = 8;
/** A place holds a name or a number, no more. */
const HEAVIEST_SLOT = 3;

/** What stands against a claim in its evidence; null when nothing does. */
export function findConflict(compared: Compared): Conflict | null {
  const { claim, evidence, alignment, sentences } = compared;
  const order = alignment.share;
  if (isFlipped(claim, evidence)) return { about: 'negation', contradicts: true, order };
  if (isOpposed(claim, evidence)) return { about: 'opposite', contradicts: true, order };
  if (alignment.isVerbatim) return null;
  for (const slot of alignment.slots) {
    const around = shareAround(slot, alignment);
    const about = around >= SAME_ORDER ? slotConflict(slot, compared) : null;
    if (about) return { about, contradicts: true, order: around };
  }
  if (sentences.some(({ tokens }) => hasRivalInPlace(claim, tokens)))
    return { about: 'name', contradicts: true, order };
  if (namesSwapPlaces(claim, evidence)) return { about: 'name', contradicts: true, order };
  return missingFact(compared);
}

/** The share in the same order of what surrounds a place. */
function shareAround(slot: Slot, { found, total, share }: Alignment): number {
  const weight = slot.claim.reduce((sum, token) => sum + alignWeight(token), 0);
  if (weight > HEAVIEST_SLOT) return share;
  return found < LEAST_SHARED ? 0 : found / (total - weight);
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
  const [names, others] = [mine.filter(isNameToken), theirs.filter(isNameToken)];
  if (names.length === 0 || others.length === 0) return null;
  return isShortForm(names, others) || isShortForm(others, names) ? null : 'name';
}

function isNameToken({ kind }: Token): boolean {
  return kind === 'name';
}

/** "US" for "United States". */
function isShortForm([short, ...more]: readonly Token[], long: readonly Token[]): boolean {
  return more.length === 0 && short?.lower === long.map(({ lower }) => lower[0]).join('');
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
function missingFact({ claim, evidence, covered, alignment }: Compared): Conflict | null {
  const hard = covered.missing.filter(
    ({ kind, quantity }) => kind === 'name' || (quantity !== null && !quantity.soft),
  );
  const first = hard[0];
  const order = alignment.share;
  if (!first) return null;
  if (!first.quantity) return { about: 'name', contradicts: false, order };
  const spare = evidence.filter(
    (other) => other.quantity && !claim.some((token) => sameToken(token, other)),
  );
  const contradicts =
    hard.length === 1 && spare.some((other) => sameSort(first.quantity, other.quantity));
  return { about: 'number', contradicts, order };
}

function sameSort(a: Quantity | null, b: Quantity | null): boolean {
  return a !== null && b !== null && areRivals(a, b) && a.unit === b.unit;
}
