import type { Verdict } from '../../contracts/claims.js';
import { align } from './align.js';
import { findConflict } from './conflicts.js';
import { coverage } from './coverage.js';
import type { EvidencePassage, EvidenceSentence } from './evidence-index.js';
import type { Token } from './tokens.js';

export interface Judgement {
  readonly verdict: Verdict;
  /** Strength of the support, 0 to 1. */
  readonly score: number;
  /** Share of the claim that is covered, whatever stands against it. */
  readonly covered: number;
  /** How closely it follows the wording of the evidence, apart from what differs, 0 to 1. */
  readonly order: number;
  /** The sentences that bear it, the best first. */
  readonly sentences: readonly EvidenceSentence[];
}

/** Least score of a supported claim, chosen on one half of a set of judged claims. */
export const SUPPORT_THRESHOLD = 0.75;
/** Share of a claim that must be covered before a conflict is about the same thing. */
const SAME_STATEMENT = 0.6;
/** What the order of the words counts beside the words. */
const ORDER_WEIGHT = 0.1;
/**
 * A cosine above 0.6 lifts what words cover, by 0.06 at most; a lower one takes nothing away, as a long passage
 * about much else has one too. Chosen on judged claims with all-MiniLM-L6-v2: half and twice the weight do as well.
 */
const NEUTRAL_MEANING = 0.6;
const MEANING_WEIGHT = 0.15;
/** What is left of the score of a claim with a conflict. */
const CONFLICT_SCORE = 0.3;

/** Judges a claim by one or two sentences of evidence; `meaning` is the cosine of claim and passage, when known. */
export function judgeClaim({
  claim: words,
  sentences,
  passages,
  meaning,
}: {
  claim: readonly Token[];
  sentences: readonly EvidenceSentence[];
  passages: readonly EvidencePassage[];
  meaning: number | undefined;
}): Judgement {
  const tokens = sentences.flatMap((sentence) => sentence.tokens);
  const [claim, evidence] = [withNames(words, tokens), withNames(tokens, words)];
  const covered = coverage(claim, evidence, { sentences, passages });
  const alignment = align(claim, evidence);
  const strength = (1 - ORDER_WEIGHT) * covered.share + ORDER_WEIGHT * alignment.share;
  const lift = Math.max(0, (meaning ?? 0) - NEUTRAL_MEANING) * MEANING_WEIGHT;
  const score = Math.min(1, strength + lift);

  const conflict = findConflict({ claim, evidence, sentences, covered, alignment });
  const order = conflict?.order ?? alignment.share;
  const base = { covered: covered.share, order, sentences };
  if (!conflict) {
    return { ...base, verdict: score >= SUPPORT_THRESHOLD ? 'supported' : 'unsupported', score };
  }
  const contradicts = conflict.contradicts && covered.share >= SAME_STATEMENT;
  return {
    ...base,
    verdict: contradicts ? 'contradicted' : 'unsupported',
    score: score * CONFLICT_SCORE,
  };
}

/** A word that opens one sentence shows only in the other whether it is a name. */
function withNames(tokens: readonly Token[], others: readonly Token[]): Token[] {
  const names = new Set(others.filter(({ kind }) => kind === 'name').map(({ lower }) => lower));
  return tokens.map((token) =>
    token.kind === 'content' && names.has(token.lower) ? { ...token, kind: 'name' } : token,
  );
}
