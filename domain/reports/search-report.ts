import type { ReportDocument } from '../../contracts/reports.js';
import type { SearchResult } from '../../contracts/search.js';
import { composeReport, type ReportFacts } from './compose-report.js';

/** The report of a search or of what it had found. */
export function searchReport(facts: ReportFacts, result: SearchResult): ReportDocument {
  const quotes = new Map(result.citation_mapping.map(({ marker, quote }) => [marker, quote]));
  return composeReport(facts, {
    text: result.answer,
    model: result.model_used,
    claims: result.claims,
    sources: result.sources.map((source, index) => ({
      number: index + 1,
      title: source.title,
      url: source.url,
      source_type: source.source_type,
      evidence: source.evidence,
      published_at: source.published_at,
      page: source.page,
      page_label: source.page_label,
      read_at: source.read_at ?? null,
      excerpt: quotes.get(index + 1) ?? null,
    })),
    contradictions: [],
    open_questions: [],
    queries: result.sub_queries.map(({ query }) => query),
    rounds: [],
    ended_by: null,
    seconds: result.execution_time,
    confidence: result.confidence,
    grounding: result.grounding_score,
    usage: result.usage,
    warnings: result.warnings,
  });
}
