import type { ObjectStore } from '../contracts/objects.js';
import type { SearchResult } from '../contracts/search.js';
import type { KeepSearchInput } from '../contracts/search-steps.js';
import { StoredCheck, StoredPack } from '../contracts/stored-shapes.js';
import { confidence, groundingScore, hallucinationCount } from '../domain/claims/scores.js';
import { enginesOf } from './engines-of.js';
import { getJson } from './stored-json.js';

/** The confidence that the contract fixes for Perplexity's own answers. */
const PERPLEXITY_CONFIDENCE = 0.95;

/** Puts a search's result together from what its steps kept; what is missing yet stays empty. */
export async function composeSearchResult(
  objects: ObjectStore,
  { runId, query, mode, createdAt, traceUrl, progress }: KeepSearchInput,
): Promise<SearchResult> {
  const { plan, packKey, checkKey, modelUsed, usage, warnings } = progress;
  const sources =
    packKey === null
      ? []
      : (await getJson(objects, packKey, StoredPack)).sources.map(({ source }) => source);
  const { answer, claims, citations } =
    checkKey === null
      ? { answer: '', claims: [], citations: [] }
      : await getJson(objects, checkKey, StoredCheck);

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
        : confidence({ claims, sources, ...enginesOf(sources, warnings) }),
    model_used: modelUsed,
    trace_url: traceUrl,
    grounding_score: groundingScore(claims),
    hallucination_count: hallucinationCount(claims),
    created_at: createdAt,
    citation_mapping: citations,
    claims,
    warnings: [...warnings],
    usage,
  };
}
