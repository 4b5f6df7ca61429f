import type { Verdict } from '../../contracts/claims.js';
import { bestJudgement, type Evidence } from './best-judgement.js';
import { type EvidencePassage, type EvidenceSentence, indexPassage } from './evidence-index.js';
import { tokenize } from './tokens.js';

export interface CheckedClaim {
  readonly verdict: Verdict;
  /** Position of the passage that bears the verdict; null when none does. */
  readonly passage: number | null;
  /** An exact stretch of that passage: its best sentence, or two that follow each other. */
  readonly quote: string | null;
  /** Strength of the support, 0 to 1. */
  readonly score: number;
  /** Share of the claim's words that the nearest evidence covers, whatever the verdict. */
  readonly covered: number;
  /** What comes nearest, whatever the verdict; two passages when the claim joins facts of both. */
  readonly nearest: readonly { readonly passage: number; readonly quote: string }[];
}

/**
 * Whether passages bear a claim. `meaning` is the cosine of claim and each passage; `titles` name what each
 * passage is about, for sentences that only say "she".
 */
export function checkClaim({
  claim,
  passages,
  meaning,
  titles = [],
}: {
  claim: string;
  passages: readonly string[];
  meaning?: readonly number[] | undefined;
  titles?: readonly string[] | undefined;
}): CheckedClaim {
  const indexed = passages.map((text, index) => indexPassage(text, index, titles[index]));
  return checkAgainst(claim, { passages: indexed, meaning });
}

/** The same over passages that are taken apart already, each under its own position. */
export function checkAgainst(claim: string, evidence: Evidence): CheckedClaim {
  const tokens = tokenize(claim);
  const says = tokens.some(({ weight }) => weight > 0);
  const judgement = says ? bestJudgement(tokens, evidence) : undefined;
  const { verdict = 'unsupported', score = 0, covered = 0, sentences = [] } = judgement ?? {};
  const nearest = [...new Set(sentences.map(({ passage }) => passage))].flatMap((passage) => {
    const text = evidence.passages[passage];
    const quoted = sentences.filter((sentence) => sentence.passage === passage);
    return text ? [{ passage, quote: quoteOf(text, quoted) }] : [];
  });
  const best = verdict === 'unsupported' ? undefined : nearest[0];
  return {
    verdict,
    passage: best?.passage ?? null,
    quote: best?.quote ?? null,
    score,
    covered,
    nearest,
  };
}

/** One sentence, or two that follow each other in one stretch. */
function quoteOf({ text }: EvidencePassage, sentences: readonly EvidenceSentence[]): string {
  const [first, second] = sentences;
  if (!first) return '';
  if (!second || Math.abs(second.position - first.position) !== 1) {
    return text.slice(first.start, first.end);
  }
  return text.slice(Math.min(first.start, second.start), Math.max(first.end, second.end));
}
