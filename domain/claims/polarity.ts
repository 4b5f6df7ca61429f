import { areOpposites } from './antonyms.js';
import type { Token } from './tokens.js';

/** How many words of content a negation reaches. */
const REACH = 3;

/** Whether a claim denies what a sentence states, or states what it denies. */
export function isFlipped(claim: readonly Token[], evidence: readonly Token[]): boolean {
  return deniesStated(claim, evidence) || deniesStated(evidence, claim);
}

/** Whether the claim replaces a word of the sentence by its opposite, and neither or both are denied. */
export function isOpposed(claim: readonly Token[], evidence: readonly Token[]): boolean {
  const mine = contentOf(claim);
  const theirs = contentOf(evidence);
  const missing = mine.filter((token) => !theirs.some(({ lemma }) => lemma === token.lemma));
  const spare = theirs.filter((token) => !mine.some(({ lemma }) => lemma === token.lemma));
  const deniedHere = new Set(negatedWords(claim).flat());
  const deniedThere = new Set(negatedWords(evidence).flat());
  return missing.some(({ lemma }) =>
    spare.some(
      (other) =>
        areOpposites(lemma, other.lemma) &&
        deniedHere.has(lemma) === deniedThere.has(other.lemma) &&
        shareNeighbour(mine, lemma, { others: theirs, opposite: other.lemma }),
    ),
  );
}

/** Opposites only clash when they are said of the same thing. */
function shareNeighbour(
  tokens: readonly Token[],
  lemma: string,
  { others, opposite }: { others: readonly Token[]; opposite: string },
): boolean {
  const here = neighbours(tokens, lemma);
  return neighbours(others, opposite).some((neighbour) => here.includes(neighbour));
}

function neighbours(tokens: readonly Token[], lemma: string): string[] {
  const at = tokens.findIndex((token) => token.lemma === lemma);
  return tokens.slice(Math.max(0, at - REACH), at + REACH + 1).map((token) => token.lemma);
}

/** True when a negation on one side governs words that the other side has without one. */
function deniesStated(denying: readonly Token[], stating: readonly Token[]): boolean {
  const deniedThere = new Set(negatedWords(stating).flat());
  const stated = contentOf(stating).map(({ lemma }) => lemma);
  return negatedWords(denying).some((scope) => {
    const nearest = scope[0];
    if (nearest === undefined || !stated.includes(nearest)) return false;
    return scope.every((lemma) => !deniedThere.has(lemma));
  });
}

/** For each negation the lemmas it governs, nearest first: those after it in its clause, else those just before it. */
function negatedWords(tokens: readonly Token[]): string[][] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'negation' || isNoDenial(tokens, index)) return [];
    const after = clauseFrom(tokens, index + 1);
    const scope =
      after.length > 0 ? after : contentOf(tokens.slice(0, index)).slice(-REACH).reverse();
    return [scope.slice(0, REACH).map(({ lemma }) => lemma)];
  });
}

function clauseFrom(tokens: readonly Token[], from: number): Token[] {
  const rest = tokens.slice(from);
  const stop = rest.findIndex((token, index) => index > 0 && token.opensClause);
  return contentOf(stop === -1 ? rest : rest.slice(0, stop));
}

/** "not only", "No. 5" and "no later than" deny nothing. */
function isNoDenial(tokens: readonly Token[], index: number): boolean {
  const { lower = '' } = tokens[index] ?? {};
  const next = tokens[index + 1];
  // "No, …" answers a question.
  if (index === 0 && lower === 'no' && (next?.opensClause ?? true)) return true;
  if (lower === 'not') return ['only', 'just', 'merely', 'least'].includes(next?.lower ?? '');
  return (
    lower === 'no' && (next?.kind === 'quantity' || ['later', 'doubt'].includes(next?.lower ?? ''))
  );
}

function contentOf(tokens: readonly Token[]): Token[] {
  return tokens.filter(({ weight }) => weight > 0);
}
