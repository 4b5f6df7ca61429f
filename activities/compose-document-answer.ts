import type { DocumentAnswer, DocumentSource } from '../contracts/document-query.js';
import type { RankedSource } from '../contracts/evidence.js';
import type { ObjectStore } from '../contracts/objects.js';
import type { KeepAnswerInput } from '../contracts/query-steps.js';
import { StoredCheck, StoredPack } from '../contracts/stored-shapes.js';
import { confidence, groundingScore, hallucinationCount } from '../domain/claims/scores.js';
import { getJson } from './stored-json.js';

const NOTHING = 'Nothing in the documents that were searched answers this question.';

/** Puts the answer to a query over documents together from what its steps kept. */
export async function composeDocumentAnswer(
  objects: ObjectStore,
  { runId, query, createdAt, traceUrl, progress }: KeepAnswerInput,
): Promise<DocumentAnswer> {
  const { packKey, checkKey, modelUsed, usage, warnings } = progress;
  const ranked = packKey === null ? [] : (await getJson(objects, packKey, StoredPack)).sources;
  const { answer, claims, citations } =
    checkKey === null
      ? { answer: NOTHING, claims: [], citations: [] }
      : await getJson(objects, checkKey, StoredCheck);
  const sources = ranked.map(({ source }) => source);
  return {
    session_id: runId,
    query,
    answer,
    sources: ranked.map(toSource),
    claims,
    citation_mapping: citations,
    confidence: confidence({ claims, sources }),
    grounding_score: groundingScore(claims),
    hallucination_count: hallucinationCount(claims),
    model_used: modelUsed,
    execution_time: Math.max(0, Date.now() - Date.parse(createdAt)) / 1_000,
    trace_url: traceUrl,
    warnings: [...warnings],
    usage,
    created_at: createdAt,
  };
}

function toSource({ source, passages }: RankedSource): DocumentSource {
  return {
    document_id: source.document_id ?? '',
    filename: source.title,
    page: source.page ?? 1,
    page_label: source.page_label ?? null,
    excerpt: passages[0]?.text ?? '',
    score: source.final_score,
  };
}
