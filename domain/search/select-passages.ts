import type { CandidatePassage, EvidenceDocument, Passage } from '../../contracts/evidence.js';
import type { SubQuery } from '../../contracts/search.js';
import { contentStems } from '../text/words.js';
import { bm25 } from './bm25.js';
import { type Chunking, chunkWords } from './chunk-words.js';
import { queryTerms } from './query-terms.js';
import { splitPassages } from './split-passages.js';

interface Selection {
  readonly question: string;
  readonly subQueries: readonly SubQuery[];
  readonly documents: readonly EvidenceDocument[];
  /** Most passages in all. */
  readonly limit: number;
  /** Undefined cuts documents along sentences. */
  readonly chunking?: Chunking | undefined;
}

/** Share of the places kept for the best passage of each document, so that long documents do not take them all. */
const SHARE_OF_FIRSTS = 2 / 3;

/**
 * The passages worth ranking, best first by BM25 over the passages of all documents, each read under its document's
 * title. Every document with text keeps at least its best passage, as long as documents fill no more than two thirds
 * of the limit; beyond that the weakest documents fall out.
 */
export function selectPassages({
  question,
  subQueries,
  documents,
  limit,
  chunking,
}: Selection): CandidatePassage[] {
  const queries = [question, ...subQueries.map(({ query }) => query)];
  const scored = scorePassages(documents, queries, chunking);
  const firsts = firstOfEachDocument(scored).slice(0, Math.ceil(limit * SHARE_OF_FIRSTS));
  const documentsKept = new Set(firsts.map(({ document }) => document));
  const others = scored.filter(
    (passage) => documentsKept.has(passage.document) && !firsts.includes(passage),
  );
  const kept = new Set([...firsts, ...others.slice(0, limit - firsts.length)]);
  return scored.filter((passage) => kept.has(passage));
}

function scorePassages(
  documents: readonly EvidenceDocument[],
  queries: readonly string[],
  chunking: Chunking | undefined,
): CandidatePassage[] {
  const passages = documents.flatMap((document, index) =>
    passagesOf(document, chunking).map((passage) => ({ ...passage, document: index })),
  );
  const titles = documents.map(({ title }) => contentStems(title));
  const index = bm25(
    passages.map(({ text, document }) => [...(titles[document] ?? []), ...contentStems(text)]),
  );
  const terms = queries.map(queryTerms);
  return passages
    .map((passage, at) => ({
      ...passage,
      keywordScore: Math.max(0, ...terms.map((query) => index.score(at, query))),
    }))
    .sort((a, b) => b.keywordScore - a.keywordScore);
}

/** A text in which no sentence can be told, such as one of signs alone, still is a passage. */
export function passagesOf(document: EvidenceDocument, chunking?: Chunking): Passage[] {
  const passages =
    chunking === undefined ? splitPassages(document) : chunkWords(document, chunking);
  if (passages.length > 0 || document.text.trim() === '') return passages;
  return [{ text: document.text, start: 0, end: document.text.length, page: null }];
}

function firstOfEachDocument(scored: readonly CandidatePassage[]): CandidatePassage[] {
  const firsts = new Map<number, CandidatePassage>();
  for (const passage of scored) {
    if (!firsts.has(passage.document)) firsts.set(passage.document, passage);
  }
  return [...firsts.values()];
}
