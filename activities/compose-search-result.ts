import type { Claim } from '../contracts/claims.js';
import type { EvidencePack } from '../contracts/evidence.js';
import type { ObjectStore } from '../contracts/objects.js';
import type { Citation, SearchResult } from '../contracts/search.js';
import type { KeepSearchInput } from '../contracts/search-steps.js';
import { StoredCheck, StoredPack } from '../contracts/stored-shapes.js';
import { askedAndFound, missingNameWarnings } from '../domain/answers/asked-and-found.js';
import { confidence, groundingScore, hallucinationCount } from '../domain/claims/scores.js';
import { enginesOf } from './engines-of.js';
import { getJson } from './stored-json.js';

/** The confidence that the contract fixes for Perplexity's own answers. */
const PERPLEXITY_CONFIDENCE = 0.95;

/** Puts a search's result together from what its steps kept; what is missing yet stays empty. */
export async function composeSearchResult(
  objects: ObjectStore,
  search: KeepSearchInput,
): Promise<SearchResult> {
  const { packKey, checkKey } = search.progress;
  const pack: EvidencePack =
    packKey === null
      ? { question: search.query, language: '', sources: [] }
      : await getJson(objects, packKey, StoredPack);
  const checked =
    checkKey === null
      ? { answer: '', claims: [], citations: [] }
      : await getJson(objects, checkKey, StoredCheck);
  return searchResult(search, { pack, ...checked });
}

interface Answered {
  readonly pack: EvidencePack;
  readonly answer: string;
  readonly claims: Claim[];
  readonly citations: Citation[];
}

/** The result of a search as the contract has it. */
export function searchResult(
  { runId, query, mode, createdAt, traceUrl, progress }: KeepSearchInput,
  { pack, answer, claims, citations }: Answered,
): SearchResult {
  const { plan, modelUsed, usage, warnings } = progress;
  const sources = pack.sources.map(({ source }) => source);
  const asked = askedAndFound(pack);
  return {
    session_id: runId,
    query,
    answer,
    sub_queries: [...(plan?.sub_queries ?? [])],
    sources,
    mode,
    execution_time: Math.max(0, Date.now() - Date.parse(createdAt)) / 1_000,
    confidence:
      mode === 'perplexity'
        ? PERPLEXITY_CONFIDENCE
        : confidence({ claims, sources, asked, ...enginesOf(sources, warnings) }),
    model_used: modelUsed,
    trace_url: traceUrl,
    grounding_score: groundingScore(claims),
    hallucination_count: hallucinationCount(claims),
    created_at: createdAt,
    citation_mapping: citations,
    claims,
    warnings: [...warnings, ...(sources.length > 0 ? missingNameWarnings(asked) : [])],
    usage,
  };
}
