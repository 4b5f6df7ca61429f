import { sameToken } from './align.js';
import { areOpposites } from './antonyms.js';
import type { EvidencePassage } from './evidence-index.js';
import { bareName, sameName } from './name-words.js';
import type { Token } from './tokens.js';

/** A word that shares its beginning, such as "founder" with "founded", counts this much. */
const RELATED = 0.8;
const SHORTEST_ROOT = 5;
/** A name that the passage gives elsewhere, where the sentence says "she". */
const CONTEXT = 0.9;

export interface Coverage {
  /** Share of the claim's weight that the evidence covers, 0 to 1. */
  readonly share: number;
  readonly missing: readonly Token[];
}

/** How much of a claim a stretch of evidence covers, by weight of its words. */
export function coverage(
  claim: readonly Token[],
  evidence: readonly Token[],
  passages: readonly EvidencePassage[],
): Coverage {
  let covered = 0;
  let total = 0;
  const missing: Token[] = [];
  for (const [index, token] of claim.entries()) {
    if (token.weight === 0) continue;
    const found = tokenStrength(token, evidence, passages);
    const inRun = found === 0 && isKnownName(claim, index, { evidence, passages });
    const strength = inRun ? CONTEXT : found;
    total += token.weight;
    covered += token.weight * strength;
    if (strength === 0) missing.push(token);
  }
  return { share: total === 0 ? 0 : covered / total, missing };
}

function tokenStrength(
  token: Token,
  evidence: readonly Token[],
  passages: readonly EvidencePassage[],
): number {
  if (evidence.some((other) => sameToken(token, other))) return 1;
  if (token.kind === 'quantity') return 0;
  if (token.kind === 'name') return isNamed(token, passages) ? CONTEXT : 0;
  // An opposite speaks of the same thing; whether it agrees is for the search of conflicts to say.
  const near = (other: Token) => areRelated(token, other) || areOpposites(token.lemma, other.lemma);
  return evidence.some(near) ? RELATED : 0;
}

/** Whether a passage or its title names it, in full, by a short form, or by its people. */
export function isNamed(token: Token, passages: readonly EvidencePassage[]): boolean {
  const bare = bareName(token.lower);
  return passages.some(
    ({ names }) => names.has(bare) || [...names].some((name) => sameName(bare, name)),
  );
}

/** "Barack Obama" where the evidence says "Obama", "United States" where it says "US". */
function isKnownName(
  claim: readonly Token[],
  index: number,
  { evidence, passages }: { evidence: readonly Token[]; passages: readonly EvidencePassage[] },
): boolean {
  if (claim[index]?.kind !== 'name') return false;
  const run = nameRun(claim, index);
  const last = run.at(-1);
  if (!last || run.length < 2) return false;
  const initials = run.map(({ lower }) => lower[0]).join('');
  if (passages.some(({ names }) => names.has(initials))) return true;
  return evidence.some((other, at) => {
    if (last === claim[index] || !sameToken(last, other)) return false;
    const before = evidence[at - 1];
    return (
      before?.kind !== 'name' || other.opensClause || run.some((name) => sameToken(name, before))
    );
  });
}

/** The names around a name with nothing between them. */
function nameRun(claim: readonly Token[], index: number): Token[] {
  let from = index;
  let to = index;
  while (claim[from - 1]?.kind === 'name' && claim[from]?.opensClause === false) from--;
  while (claim[to + 1]?.kind === 'name' && claim[to + 1]?.opensClause === false) to++;
  return claim.slice(from, to + 1);
}

function areRelated(a: Token, b: Token): boolean {
  if (b.kind === 'quantity' || b.weight === 0) return false;
  const shorter = Math.min(a.lemma.length, b.lemma.length);
  const shared = sharedStart(a.lemma, b.lemma);
  return shared >= SHORTEST_ROOT && shared >= shorter - 1;
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
