import type { Quantity } from './quantity.js';
import { measureOf } from './units.js';

const EXACT = 1e-9;
/** How far a value may lie from one that is called "about": 5 % either way. */
const ABOUT = 0.05;
/** "Over 400" is still said of 459, "nearly 500" of 430: 15 % to one side. */
const BOUND = 0.15;
/** Converted measures are rounded by those who write them. */
const CONVERTED = 0.02;

/** Whether the evidence states what the claim states: the same date or value, in whatever spelling or rounding. */
export function sameQuantity(claim: Quantity, evidence: Quantity): boolean {
  if (claim.kind === 'literal' || evidence.kind === 'literal') {
    return claim.literal === evidence.literal;
  }
  if (claim.kind === 'date' || evidence.kind === 'date') return sameDate(claim, evidence);
  if ((claim.kind === 'ordinal') !== (evidence.kind === 'ordinal')) return false;
  if ((claim.unit === 'decade') !== (evidence.unit === 'decade')) return false;
  return sameValue(claim, evidence);
}

/** Whether two quantities could stand in the same place and differ there, so that one contradicts the other. */
export function areRivals(a: Quantity, b: Quantity): boolean {
  const isDated = a.kind === 'date' || b.kind === 'date';
  if (isDated) return isTime(a) && isTime(b) && !agreeSoFar(a, b);
  return slotKind(a) === slotKind(b);
}

/** A year and a date of that year do not differ; one only says less. */
function agreeSoFar(a: Quantity, b: Quantity): boolean {
  const same = (x: number | null, y: number | null) => !x || !y || x === y;
  return same(a.value, b.value) && same(a.month, b.month) && same(a.day, b.day);
}

function isTime(quantity: Quantity): boolean {
  return quantity.kind === 'date' || isYear(quantity);
}

function sameDate(claim: Quantity, evidence: Quantity): boolean {
  const isDate = claim.kind === 'date';
  if (!isDate && !isYear(claim)) return false;
  if (evidence.kind !== 'date') return isDate ? false : claim.value === evidence.value;
  if (!isDate) return claim.value === evidence.value;
  if (claim.month !== evidence.month) return false;
  if (claim.day !== null && claim.day !== evidence.day) return false;
  return claim.value === 0 || claim.value === evidence.value;
}

function sameValue(claim: Quantity, evidence: Quantity): boolean {
  const [mine, theirs] = [measureOf(claim.unit), measureOf(evidence.unit)];
  if (mine && theirs && claim.unit !== evidence.unit) {
    if (mine.dimension !== theirs.dimension) return false;
    return near(claim.value * mine.factor, evidence.value * theirs.factor, CONVERTED);
  }
  if (claim.unit && evidence.unit && claim.unit !== evidence.unit) return false;
  if (near(claim.value, evidence.value, EXACT)) return true;
  if (isYear(claim) && claim.hedge === 'none') return false;
  return isRounded(claim, evidence);
}

/** A claim may be rounder than its evidence, never finer. */
function isRounded(claim: Quantity, evidence: Quantity): boolean {
  if (claim.step < evidence.step) return false;
  const rounded = Math.round(evidence.value / claim.step) * claim.step;
  const isShort = claim.step > evidence.step && Math.abs(claim.value) >= 10 * claim.step;
  if (isShort && near(rounded, claim.value, EXACT)) return true;
  // Two estimates that differ are two estimates.
  if (evidence.hedge !== 'none') return false;
  const ratio = evidence.value / claim.value;
  if (claim.hedge === 'over') return ratio >= 1 && ratio <= 1 + BOUND;
  if (claim.hedge === 'under') return ratio <= 1 && ratio >= 1 - BOUND;
  return claim.hedge === 'about' && Math.abs(ratio - 1) <= ABOUT;
}

function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** Whether a bare number reads as a year. */
export function isYear(quantity: Quantity): boolean {
  const { kind, value, unit, step } = quantity;
  return kind === 'number' && unit === '' && step === 1 && value >= 1000 && value <= 2199;
}

function slotKind(quantity: Quantity): string {
  if (quantity.kind !== 'number') return quantity.kind;
  if (quantity.unit === '%' || quantity.unit === 'decade') return quantity.unit;
  return 'number';
}
