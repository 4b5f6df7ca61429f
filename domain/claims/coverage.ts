import { sameToken } from './align.js';
import { areOpposites } from './antonyms.js';
import type { EvidencePassage, EvidenceSentence } from './evidence-index.js';
import { nameRuns } from './name-runs.js';
import { bareName } from './name-words.js';
import { isUnderstood } from './named-in.js';
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

/** Sentences, and all passages in the order in which sentences name theirs. */
export interface Bearing {
  readonly sentences: readonly EvidenceSentence[];
  readonly passages: readonly EvidencePassage[];
}

/** How much of a claim a stretch of evidence covers, by weight of its words. */
export function coverage(
  claim: readonly Token[],
  evidence: readonly Token[],
  bearing: Bearing,
): Coverage {
  let covered = 0;
  let total = 0;
  const missing: Token[] = [];
  for (const [index, token] of claim.entries()) {
    if (token.weight === 0) continue;
    const found = tokenStrength(token, evidence, bearing);
    const inRun = found === 0 && isKnownName(claim, index, bearing);
    const strength = inRun ? CONTEXT : found;
    total += token.weight;
    covered += token.weight * strength;
    if (strength === 0) missing.push(token);
  }
  return { share: total === 0 ? 0 : covered / total, missing };
}

function tokenStrength(token: Token, evidence: readonly Token[], bearing: Bearing): number {
  if (evidence.some((other) => sameToken(token, other))) return 1;
  if (token.kind === 'quantity') return 0;
  if (token.kind === 'name') {
    const isMeant = bearing.sentences.some((sentence) =>
      isUnderstood(token, sentence, bearing.passages),
    );
    const isShort = passagesOf(bearing).some(({ shortForms }) => shortForms.has(token.lower));
    return isMeant || isShort ? CONTEXT : 0;
  }
  // An opposite speaks of the same thing; whether it agrees is for the search of conflicts to say.
  const near = (other: Token) => areRelated(token, other) || areOpposites(token.lemma, other.lemma);
  return evidence.some(near) ? RELATED : 0;
}

function passagesOf({ sentences, passages }: Bearing): EvidencePassage[] {
  return sentences.flatMap(({ passage }) => passages[passage] ?? []);
}

/** "Barack Obama" where the evidence says "Obama", "United States" where it says "US". */
function isKnownName(claim: readonly Token[], index: number, bearing: Bearing): boolean {
  const run = nameRuns(claim).find(({ from, to }) => from <= index && index < to)?.words ?? [];
  const last = run.at(-1);
  if (!last || run.length < 2) return false;
  const initials = run.map(({ lower }) => lower[0]).join('');
  if (passagesOf(bearing).some(({ words }) => words.has(initials))) return true;
  return last !== claim[index] && bearing.sentences.some(({ tokens }) => givesShort(tokens, run));
}

/** Whether a sentence gives the last word of a name as a name, and no other first words with it. */
function givesShort(sentence: readonly Token[], run: readonly Token[]): boolean {
  const last = bareName(run.at(-1)?.lower ?? '');
  return sentence.some((other, at) => {
    // The first word of a sentence may be a name without being known for one.
    if ((other.kind !== 'name' && at > 0) || bareName(other.lower) !== last) return false;
    const before = sentence[at - 1];
    return (
      before?.kind !== 'name' || other.opensClause || run.some((name) => sameToken(name, before))
    );
  });
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
