import type { ReportDocument } from '../../contracts/reports.js';
import type { ResearchResult } from '../../contracts/research.js';
import { composeReport, type ReportFacts } from './compose-report.js';

/** The report of research or of what it had found. */
export function researchReport(facts: ReportFacts, result: ResearchResult): ReportDocument {
  return composeReport(facts, {
    text: result.findings,
    model: result.model_used,
    claims: result.claims,
    sources: result.citations.flatMap((citation) => {
      const number = numberOf(citation.source_id);
      if (number === null) return [];
      const { title, url, source_type, evidence, published_at, page, read_at, excerpt } = citation;
      const { page_label } = citation;
      const facts = { title, url, source_type, evidence, published_at, page, page_label, read_at };
      return [{ number, ...facts, excerpt: excerpt === '' ? null : excerpt }];
    }),
    contradictions: result.contradictions.map(({ topic, first, second }) => ({
      topic,
      first: { source: numberOf(first.source_id), quote: first.quote },
      second: { source: numberOf(second.source_id), quote: second.quote },
    })),
    open_questions: result.open_questions,
    queries: [...new Set(result.execution_steps.flatMap(({ queries }) => queries))],
    rounds: result.execution_steps,
    ended_by: result.ended_by,
    seconds: result.execution_time,
    confidence: result.confidence,
    grounding: result.grounding_score,
    usage: result.usage,
    warnings: result.warnings,
  });
}

/** Source ids are the numbers that the findings cite. */
function numberOf(sourceId: string): number | null {
  return /^[1-9]\d{0,5}$/.test(sourceId) ? Number(sourceId) : null;
}
