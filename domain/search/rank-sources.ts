import type { CandidatePassage, EvidenceDocument, RankedSource } from '../../contracts/evidence.js';
import type { Source, SubQuery } from '../../contracts/search.js';
import { pageLabel } from '../documents/page-label.js';
import { type Choice, chooseSources } from './choose-sources.js';
import { kindFit } from './kind-fit.js';
import { matchQuestion } from './question-match.js';
import { freshness } from './recency-weight.js';
import { shingles } from './shingles.js';
import { type Judged, relevanceOf, sourceSignals } from './source-signals.js';
import { sourceSnippet } from './source-snippet.js';

/** Most passages of a source. */
export const PASSAGES_PER_SOURCE = 5;
/** Share of a score that age can take away. */
export const RECENCY_SHARE = 0.5;
/** Shares of a score that the form of a page and its address can take away. */
export const KIND_SHARE = 0.25;
export const FIELD_SHARE = 0.1;

export interface Ranking {
  readonly question: string;
  /** All sub-queries that were searched, those of later rounds included. */
  readonly subQueries: readonly SubQuery[];
  readonly documents: readonly EvidenceDocument[];
  readonly passages: readonly CandidatePassage[];
  /**
   * For each passage its cosine with the question, then with each sub-query; empty for one that was not compared,
   * undefined without embeddings.
   */
  readonly similarities?: readonly (readonly number[])[] | undefined;
  readonly maxSources: number;
  /** Covers the parts of the question and keeps near-copies apart. */
  readonly diversity: boolean;
  readonly recency: boolean;
  readonly queryAware: boolean;
  readonly nowMs: number;
}

/**
 * The sources of an answer, best first, with up to five passages each. `relevance` is the weighted mean of the
 * signals, `semantic_score` the best cosine or, without embeddings, the share of the question found in the best
 * passage; `final_score` is the relevance after the three switches. All lie in 0 to 1.
 */
export function rankSources(ranking: Ranking): RankedSource[] {
  const { question, documents, passages, similarities, diversity } = ranking;
  const matches = matchQuestion(question, documents, passages);
  const judged = sourceSignals(documents, passages, { matches, similarities });
  const shinglesOf = remember((at: number) => shingles(documents[at]?.text ?? ''));
  const choices = chooseSources({
    judged,
    matches,
    most: ranking.maxSources,
    shinglesOf: diversity ? shinglesOf : undefined,
    adjust: adjustment(ranking),
  });
  const byDocument = new Map(judged.map((one) => [one.document, one]));
  return choices.flatMap((choice) => {
    const document = documents[choice.document];
    const one = byDocument.get(choice.document);
    if (document === undefined || one === undefined) return [];
    const semantic = one.cosine ?? matches.byDocument.get(choice.document)?.coverage ?? 0;
    const own = bestPassages(ranking, choice.document);
    return [
      {
        source: toSource(document, own[0], { choice, one, semantic }),
        passages: own.map(({ text, start, end, page }) => ({ text, start, end, page })),
      },
    ];
  });
}

/** Product of what recency and query-awareness leave of a score; 1 with both switched off. */
function adjustment({
  question,
  documents,
  recency,
  queryAware,
  nowMs,
}: Ranking): (at: number) => number {
  const freshnessOf = freshness(question, nowMs);
  const fitOf = kindFit(question);
  return (at) => {
    const document = documents[at];
    if (document === undefined) return 0;
    const age = recency ? 1 - RECENCY_SHARE * (1 - freshnessOf(document.publishedAt)) : 1;
    if (!queryAware) return age;
    const { kind, field } = fitOf(document);
    return age * (1 - KIND_SHARE * (1 - kind) - FIELD_SHARE * (1 - field));
  };
}

/** A document's passages by keyword score, and by cosine too where there is one. */
function bestPassages({ passages, similarities }: Ranking, document: number): CandidatePassage[] {
  const most = Math.max(...passages.map(({ keywordScore }) => keywordScore), Number.MIN_VALUE);
  return passages
    .map((passage, at) => ({
      passage,
      score: passage.keywordScore / most + Math.max(0, ...(similarities?.[at] ?? [])),
    }))
    .filter(({ passage }) => passage.document === document)
    .sort((a, b) => b.score - a.score)
    .slice(0, PASSAGES_PER_SOURCE)
    .map(({ passage }) => passage);
}

function toSource(
  document: EvidenceDocument,
  best: CandidatePassage | undefined,
  { choice, one, semantic }: { choice: Choice; one: Judged; semantic: number },
): Source {
  return {
    title: document.title,
    url: document.url,
    snippet: sourceSnippet(best?.text ?? document.snippet),
    relevance: inRange(relevanceOf(one.signals)),
    semantic_score: inRange(semantic),
    final_score: inRange(choice.finalScore),
    source_type: document.sourceType,
    evidence: document.evidence,
    engine: document.engine,
    published_at: document.publishedAt,
    ...(document.readAt === undefined ? {} : { read_at: document.readAt }),
    page: best?.page ?? null,
    ...labelOf(document, best),
    ...ownDocument(document, best),
  };
}

function labelOf(
  { text, pages = [] }: EvidenceDocument,
  best: CandidatePassage | undefined,
): Pick<Source, 'page_label'> {
  const range = pages.find(({ number }) => number === best?.page);
  if (best === undefined || range?.place === undefined) return {};
  const { start, end } = best;
  const page = { ...range.place, text: text.slice(range.start, range.end) };
  const label = pageLabel(page, { start: start - range.start, end: end - range.start });
  return label === null ? {} : { page_label: label };
}

/** What names one of the owner's own documents, with its exact words. */
function ownDocument(
  { documentId, title, snippet }: EvidenceDocument,
  best: CandidatePassage | undefined,
): Pick<Source, 'document_id' | 'filename' | 'excerpt'> {
  if (documentId === undefined) return {};
  return { document_id: documentId, filename: title, excerpt: best?.text ?? snippet };
}

/** Four decimals are more than the measure is worth. */
function inRange(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
}

function remember<T>(compute: (at: number) => T): (at: number) => T {
  const known = new Map<number, T>();
  return (at) => {
    const value = known.get(at) ?? compute(at);
    known.set(at, value);
    return value;
  };
}
