import type { CandidatePassage, EvidenceDocument } from '../../contracts/evidence.js';
import { matchQuestion } from './question-match.js';
import { relevanceOf, sourceSignals } from './source-signals.js';

interface ToEmbed {
  readonly question: string;
  readonly documents: readonly EvidenceDocument[];
  /** Best first by keywords. */
  readonly passages: readonly CandidatePassage[];
  readonly most: number;
}

/**
 * Positions of the passages that are worth comparing by meaning: the best of each document first, document by document
 * as keywords rank them, then the second of each, and so on. Whatever keywords have found stays in the ranking; this
 * says only what is compared beyond them.
 */
export function passagesToEmbed({ question, documents, passages, most }: ToEmbed): number[] {
  const matches = matchQuestion(question, documents, passages);
  const judged = sourceSignals(documents, passages, { matches, similarities: undefined });
  const relevance = new Map(judged.map((one) => [one.document, relevanceOf(one.signals)]));
  const seen = new Map<number, number>();
  return passages
    .map(({ document }, at) => {
      const place = seen.get(document) ?? 0;
      seen.set(document, place + 1);
      return { at, place, relevance: relevance.get(document) ?? 0 };
    })
    .sort((a, b) => a.place - b.place || b.relevance - a.relevance)
    .slice(0, most)
    .map(({ at }) => at);
}
