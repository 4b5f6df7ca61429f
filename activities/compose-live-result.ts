import type { Claim } from '../contracts/claims.js';
import type { EvidencePack } from '../contracts/evidence.js';
import type { LiveSearchFigures, LiveSearchResult, LiveSource } from '../contracts/live-search.js';
import type { ObjectStore } from '../contracts/objects.js';
import type { ResearchResult } from '../contracts/research.js';
import type { KeepResearchInput, LiveProgress } from '../contracts/research-steps.js';
import { StoredEvidence, StoredPack } from '../contracts/stored-shapes.js';
import { durationDisplay } from '../domain/live-search/duration-display.js';
import { knobsOf } from '../domain/live-search/knobs-of.js';
import { stepCoverage } from '../domain/live-search/step-coverage.js';
import { tokensByModel } from '../domain/live-search/tokens-by-model.js';
import { trustScore } from '../domain/live-search/trust-score.js';
import { composeResearchResult } from './compose-research-result.js';
import { getJson } from './stored-json.js';

/** The result of a live search: that of research, and the figures that its last event tells. */
export async function composeLiveResult(
  objects: ObjectStore,
  input: KeepResearchInput,
  live: LiveProgress,
): Promise<LiveSearchResult> {
  const result = await composeResearchResult(objects, input);
  const { packKey, judged } = input.progress;
  const sources = await sourcesOf(objects, { result, packKey, live });
  const figures: LiveSearchFigures = {
    message: messageOf(result, input.progress.sectionKeys.length > 0),
    detailed_token_usage: tokensByModel(live, result.usage),
    report_sources: sources,
    total_hops_executed: result.execution_steps.length,
    final_reasoning_steps_coverage: stepCoverage(result.plan.steps, judged),
    count_total_urls_scraped: live.pagesRead,
    count_total_chunks_indexed: live.chunks,
    stat_total_web_queries_executed: live.webQueries,
    stat_duration_display: durationDisplay(result.execution_time),
    suggested_follow_ups: result.suggested_follow_ups,
    parameters: knobsOf(live.request),
  };
  return { ...result, live: figures };
}

interface Sourcing {
  readonly result: ResearchResult;
  readonly packKey: string | null;
  readonly live: LiveProgress;
}

async function sourcesOf(
  objects: ObjectStore,
  { result, packKey, live }: Sourcing,
): Promise<LiveSource[]> {
  const providers = packKey === null ? new Map() : await providersIn(objects, packKey);
  const readAt = live.evidenceKey === null ? new Map() : await timesIn(objects, live.evidenceKey);
  return result.citations.map((citation) => ({
    url: citation.url,
    title: citation.title,
    citation_marker: `[${citation.source_id}]`,
    trust_score: trustScore(citation, claimsOn(citation.source_id, result.claims)),
    provider_name: providers.get(citation.url) ?? 'unknown',
    retrieved_at: readAt.get(citation.url) ?? live.searchedAt,
  }));
}

async function providersIn(objects: ObjectStore, key: string): Promise<Map<string, string>> {
  const pack: EvidencePack = await getJson(objects, key, StoredPack);
  return new Map(pack.sources.map(({ source }) => [source.url, source.engine]));
}

async function timesIn(objects: ObjectStore, key: string): Promise<Map<string, string>> {
  const { read } = await getJson(objects, key, StoredEvidence);
  return new Map(read.flatMap(({ url, readAt }) => (readAt === undefined ? [] : [[url, readAt]])));
}

function claimsOn(sourceId: string, claims: readonly Claim[]): readonly Claim[] {
  return claims.filter(({ source }) => String(source) === sourceId);
}

function messageOf({ citations, claims }: ResearchResult, isWritten: boolean): string {
  if (!isWritten)
    return `The report is not written; ${citations.length} sources were found for it.`;
  const supported = claims.filter(({ verdict }) => verdict === 'supported').length;
  if (citations.length === 0) return 'The search ended; no evidence was found that answers this.';
  return `The report cites ${citations.length} sources; ${supported} of ${claims.length} sentences are supported by the passages they cite.`;
}
