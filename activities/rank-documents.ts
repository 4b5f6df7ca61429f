import type { CandidatePassage, EvidenceDocument, EvidencePack } from '../contracts/evidence.js';
import type { Ranking } from '../contracts/search-steps.js';
import { rankSources } from '../domain/search/rank-sources.js';
import type { TellStep } from './tell-step.js';

interface Candidates {
  readonly documents: readonly EvidenceDocument[];
  readonly passages: readonly CandidatePassage[];
  /** For each passage its cosine with the question, then with each sub-query. */
  readonly similarities?: readonly (readonly number[])[] | undefined;
}

/** Makes the evidence pack, sources in order, each with its best passages, and tells of it. */
export function rankDocuments(
  { query: question, language, ...ranking }: Ranking,
  candidates: Candidates,
  tell: TellStep,
): EvidencePack {
  const sources = rankSources({ question, ...ranking, ...candidates, nowMs: Date.now() });
  tell('sources-ranked', { sources: sources.map(({ source }) => source) });
  return { question, language, sources };
}
