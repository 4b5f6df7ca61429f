import type { CandidatePassage, EvidenceDocument } from '../../contracts/evidence.js';
import type { QuestionMatches } from './question-match.js';
import { titleLinks } from './title-links.js';

/** What speaks for a document, each 0 to 1 and relative to the best document of the run. */
export interface SourceSignals {
  /** BM25 of its best passage for the question. */
  readonly question: number;
  /** BM25 of its best passage for the sub-query that fits it best. */
  readonly hops: number;
  /** How well a page that mentions its title answers to the question. */
  readonly links: number;
  /** Fused rank over engines and sub-queries. */
  readonly engines: number;
  /** Best cosine with the question or a sub-query, 0 where none was compared; undefined without embeddings. */
  readonly vectors: number | undefined;
}

/**
 * Weights of the signals in `relevance`. Chosen on 100 multi-hop questions, whose halves agree;
 * within a factor of two of each value the result stays the same within its error.
 */
export const SIGNAL_WEIGHTS = {
  question: 1,
  hops: 1,
  links: 1,
  engines: 0.5,
  vectors: 1,
} as const;

export interface Judged {
  /** Position in the list of documents. */
  readonly document: number;
  readonly signals: SourceSignals;
  /** Highest raw cosine; undefined where no passage was compared. */
  readonly cosine: number | undefined;
}

/** The signals of every document that has a passage. */
export function sourceSignals(
  documents: readonly EvidenceDocument[],
  passages: readonly CandidatePassage[],
  {
    matches,
    similarities,
  }: {
    matches: QuestionMatches;
    similarities: readonly (readonly number[])[] | undefined;
  },
): Judged[] {
  const links = titleLinks(documents, passages, matches);
  const hops = bestOf(passages.map(({ document, keywordScore }) => [document, keywordScore]));
  const cosines = similarities && bestCosines(passages, similarities);
  const judged = [...matches.byDocument.keys()].sort((a, b) => a - b);
  const relative = {
    question: against(judged, (at) => matches.byDocument.get(at)?.score ?? 0),
    hops: against(judged, (at) => hops.get(at) ?? 0),
    engines: against(judged, (at) => documents[at]?.fusedScore ?? 0),
  };
  const spread = cosines && between(cosines);
  return judged.map((document) => ({
    document,
    cosine: cosines?.get(document),
    signals: {
      question: relative.question(document),
      hops: relative.hops(document),
      links: links[document] ?? 0,
      engines: relative.engines(document),
      vectors: spread?.(document),
    },
  }));
}

/** Weighted mean of the signals there are, 0 to 1. */
export function relevanceOf(signals: SourceSignals): number {
  const { question, hops, links, engines, vectors } = SIGNAL_WEIGHTS;
  const keyword =
    question * signals.question +
    hops * signals.hops +
    links * signals.links +
    engines * signals.engines;
  if (signals.vectors === undefined) return keyword / (question + hops + links + engines);
  return (keyword + vectors * signals.vectors) / (question + hops + links + engines + vectors);
}

/** The highest value of each document. */
function bestOf(values: readonly (readonly [document: number, value: number])[]) {
  const best = new Map<number, number>();
  for (const [document, value] of values) {
    best.set(document, Math.max(best.get(document) ?? value, value));
  }
  return best;
}

function bestCosines(
  passages: readonly CandidatePassage[],
  similarities: readonly (readonly number[])[],
): Map<number, number> {
  return bestOf(
    passages.flatMap(({ document }, at) =>
      (similarities[at] ?? []).map((cosine): [number, number] => [document, cosine]),
    ),
  );
}

function against(
  judged: readonly number[],
  measure: (at: number) => number,
): (at: number) => number {
  const most = Math.max(0, ...judged.map(measure));
  return (at) => (most === 0 ? 0 : measure(at) / most);
}

/** Cosines spread over 0 to 1, as only their differences within a run mean something (Bruch et al. 2023). */
function between(cosines: ReadonlyMap<number, number>): (at: number) => number {
  const least = Math.min(...cosines.values());
  const most = Math.max(...cosines.values());
  return (at) => (most === least ? 1 : ((cosines.get(at) ?? least) - least) / (most - least));
}
