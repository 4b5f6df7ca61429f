import type { RankedPage } from './page-candidate.js';

/** Share of a question's telling words without which a page is no answer unless it means the same. */
const LEAST_COVERAGE = 0.35;
/** Cosine from which two texts are on the same matter for the embedding models in use. */
const LEAST_SIMILARITY = 0.45;
/** A page of this part of the best one's score is no source any more. */
const LEAST_SCORE = 0.2;

/** Pages that say something on the question; none when even the best has hardly a word of it and means something else. */
export function relevantPages(ranked: readonly RankedPage[], limit: number): RankedPage[] {
  const answers = ranked.some(
    ({ coverage, similarity }) => coverage >= LEAST_COVERAGE || similarity >= LEAST_SIMILARITY,
  );
  if (!answers) return [];
  return ranked.filter(({ score }) => score >= LEAST_SCORE).slice(0, limit);
}
