import type { QuestionMatches } from './question-match.js';
import { coveredBy } from './question-match.js';
import { resemblance } from './shingles.js';
import { type Judged, relevanceOf } from './source-signals.js';

/** What is left of a question word's weight each time a chosen source has covered it in full. */
export const COVERED_WEIGHT = 0.5;

export interface Choice {
  readonly document: number;
  /** 0 to 1; never above that of the choice before. */
  readonly finalScore: number;
}

interface Choosing {
  readonly judged: readonly Judged[];
  readonly matches: QuestionMatches;
  readonly most: number;
  /** Shingles by document; undefined when likeness does not matter. */
  readonly shinglesOf: ((document: number) => ReadonlySet<string>) | undefined;
  /** What the other adjustments leave of a document's score, 0 to 1. */
  readonly adjust: (document: number) => number;
}

/**
 * Chooses one source after the other, each time the one that adds most (maximal marginal relevance, Carbonell and
 * Goldstein 1998): with shingles given, words of the question that chosen sources have covered count half as much
 * each time, and what resembles a chosen source loses as much of its score as it resembles it.
 */
export function chooseSources({ judged, matches, most, shinglesOf, adjust }: Choosing): Choice[] {
  const covered = new Map<string, number>();
  const left = new Map(judged.map((one) => [one.document, { one, likeness: 0 }]));
  const chosen: Choice[] = [];
  while (chosen.length < most && left.size > 0) {
    const scored = [...left.values()].map(({ one, likeness }) => ({
      document: one.document,
      score: addedValue(one, covered, matches) * (1 - likeness) * adjust(one.document),
    }));
    const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
    left.delete(best.document);
    chosen.push({
      document: best.document,
      finalScore: Math.min(best.score, chosen.at(-1)?.finalScore ?? 1),
    });
    if (shinglesOf === undefined) continue;
    cover(covered, matches, best.document);
    for (const [document, entry] of left) {
      const likeness = resemblance(shinglesOf(best.document), shinglesOf(document));
      entry.likeness = Math.max(entry.likeness, likeness);
    }
  }
  return chosen;
}

/** Relevance with the question's part cut down to what is not covered yet. */
function addedValue(
  { document, signals }: Judged,
  covered: ReadonlyMap<string, number>,
  { byDocument }: QuestionMatches,
): number {
  const match = byDocument.get(document);
  if (match === undefined || match.score === 0) return relevanceOf(signals);
  let open = 0;
  for (const [stem, part] of match.parts) open += part * COVERED_WEIGHT ** (covered.get(stem) ?? 0);
  return relevanceOf({ ...signals, question: (signals.question * open) / match.score });
}

function cover(covered: Map<string, number>, matches: QuestionMatches, document: number): void {
  const match = matches.byDocument.get(document);
  if (match === undefined) return;
  for (const stem of match.parts.keys())
    covered.set(stem, (covered.get(stem) ?? 0) + coveredBy(match, stem, matches));
}
