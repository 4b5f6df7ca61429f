import type { CandidatePassage, EvidenceDocument } from '../../contracts/evidence.js';
import { contentStems } from '../text/words.js';
import { BM25_K1, type Bm25, bm25 } from './bm25.js';
import { pageSubject } from './page-subject.js';
import { queryTerms } from './query-terms.js';

/** How a document answers to the words of the question, read from the passage that answers best. */
export interface QuestionMatch {
  /** BM25 of that passage. */
  readonly score: number;
  /** What each stem of the question adds to the score. */
  readonly parts: ReadonlyMap<string, number>;
  /** Share of the question's stems found, weighted by rarity, 0 to 1. */
  readonly coverage: number;
}

export interface QuestionMatches {
  readonly byDocument: ReadonlyMap<number, QuestionMatch>;
  readonly index: Bm25;
  /** Stems of the question with their weights. */
  readonly terms: ReadonlyMap<string, number>;
}

/** Matches every document that has passages with the question; a passage is read under its page's title. */
export function matchQuestion(
  question: string,
  documents: readonly EvidenceDocument[],
  passages: readonly CandidatePassage[],
): QuestionMatches {
  const terms = queryTerms(question);
  const titles = documents.map(({ title }) => contentStems(pageSubject(title)));
  const index = bm25(
    passages.map(({ document, text }) => [...(titles[document] ?? []), ...contentStems(text)]),
  );
  const byDocument = new Map<number, QuestionMatch>();
  for (const [at, { document }] of passages.entries()) {
    const match = matchPassage(index, at, terms);
    const known = byDocument.get(document);
    if (known === undefined || match.score > known.score) byDocument.set(document, match);
  }
  return { byDocument, index, terms };
}

function matchPassage(
  index: Bm25,
  passage: number,
  terms: ReadonlyMap<string, number>,
): QuestionMatch {
  const parts = new Map<string, number>();
  let score = 0;
  for (const term of terms) {
    const part = index.score(passage, [term]);
    if (part === 0) continue;
    parts.set(term[0], part);
    score += part;
  }
  return { score, parts, coverage: shareOf(new Set(parts.keys()), { terms, index }) };
}

/** Share of the question's terms that are among `stems`, weighted by rarity and by names, 0 to 1. */
export function shareOf(
  stems: ReadonlySet<string>,
  { terms, index }: Pick<QuestionMatches, 'terms' | 'index'>,
): number {
  let all = 0;
  let found = 0;
  for (const [stem, weight] of terms) {
    all += weight * index.idf(stem);
    if (stems.has(stem)) found += weight * index.idf(stem);
  }
  return all === 0 ? 0 : found / all;
}

/** How fully a stem counts as covered by a match, 0 to 1: its part of the score over the most it could add. */
export function coveredBy(
  match: QuestionMatch,
  stem: string,
  { terms, index }: Pick<QuestionMatches, 'terms' | 'index'>,
): number {
  const most = (terms.get(stem) ?? 1) * index.idf(stem) * (BM25_K1 + 1);
  return Math.min(1, (match.parts.get(stem) ?? 0) / most);
}
