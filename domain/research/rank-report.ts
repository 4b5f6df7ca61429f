import type { CandidatePassage, EvidencePack } from '../../contracts/evidence.js';
import { rankSources } from '../search/rank-sources.js';
import { selectPassages } from '../search/select-passages.js';
import type { GatheredEvidence } from './gathered-evidence.js';

/** Most passages that are compared by keywords. */
const PASSAGES = 240;

interface Ranking {
  readonly maxSources: number;
  readonly nowMs: number;
  /** For each passage its cosine with the question, then with each query; undefined without embeddings. */
  readonly similarities?: readonly (readonly number[])[] | undefined;
  /** The passages that were compared by meaning; else the best by keywords. */
  readonly passages?: readonly CandidatePassage[] | undefined;
}

/** The best passages of everything found, for the question and for every query that was asked. */
export function reportPassages(
  { question, asked, documents, chunking }: GatheredEvidence,
  limit: number = PASSAGES,
): CandidatePassage[] {
  return selectPassages({ question, subQueries: asked, documents, limit, chunking });
}

/** The evidence of a report: its sources in the order in which they are numbered, each with its best passages. */
export function rankReport(
  evidence: GatheredEvidence,
  { maxSources, nowMs, similarities, passages = reportPassages(evidence) }: Ranking,
): EvidencePack {
  const { question, language, asked, documents } = evidence;
  const sources = rankSources({
    question,
    subQueries: asked,
    documents,
    passages,
    similarities,
    maxSources,
    diversity: true,
    recency: false,
    queryAware: false,
    nowMs,
  });
  return { question, language, sources };
}
