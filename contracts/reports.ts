import { z } from 'zod';
import { Claim } from './claims.js';
import { EndedBy, ExecutionStep } from './research.js';
import { RUN_KINDS, RUN_STATUSES } from './runs.js';
import { Source } from './search.js';
import { Usage } from './usage.js';
import { Warning } from './warnings.js';

export const ReportFormat = z
  .enum(['md', 'html', 'pdf', 'docx', 'json'])
  .meta({ id: 'ReportFormat' });
export type ReportFormat = z.infer<typeof ReportFormat>;

export const ReportQuery = z.object({
  format: ReportFormat.default('md').meta({
    description: 'Markdown, a web page, PDF, Word, or the report as data.',
  }),
});

/** What the API keeps of a run for its report to be made of, so that the report is of one moment. */
export const ReportedRun = z.object({
  id: z.uuid(),
  kind: z.enum(RUN_KINDS),
  status: z.enum(RUN_STATUSES),
  query: z.string(),
  mode: z.string(),
  result: z.unknown(),
  created_at: z.string(),
  completed_at: z.string().nullable(),
});
export type ReportedRun = z.infer<typeof ReportedRun>;

export const ReportSource = z
  .object({
    number: z.int().min(1).meta({ description: 'As cited in the body.' }),
    title: z.string(),
    url: z.string(),
    source_type: Source.shape.source_type,
    evidence: Source.shape.evidence,
    published_at: z.string().nullable(),
    page: z.int().min(1).nullable(),
    page_label: Source.shape.page_label,
    read_at: z.string().nullable(),
    excerpt: z.string().nullable().meta({ description: 'A passage that the report rests on.' }),
    cited: z.boolean(),
  })
  .meta({ id: 'ReportSource' });
export type ReportSource = z.infer<typeof ReportSource>;

const Side = z.object({ source: z.int().min(1).nullable(), quote: z.string() });

export const ReportFigures = z
  .object({
    execution_seconds: z.number().min(0),
    sources: z.int().min(0),
    sources_cited: z.int().min(0),
    claims: z.int().min(0),
    claims_supported: z.int().min(0),
    confidence: z.number().min(0).max(1),
    grounding_score: z.number().min(0).max(1),
    usage: Usage,
  })
  .meta({ id: 'ReportFigures' });
export type ReportFigures = z.infer<typeof ReportFigures>;

/** A run as a report: the same shape for a search and for research, and what every format is made from. */
export const ReportDocument = z
  .object({
    title: z.string(),
    question: z.string(),
    kind: z.enum(RUN_KINDS),
    status: z.enum(RUN_STATUSES),
    partial: z.boolean().meta({ description: 'Whether the run did not come to its end.' }),
    session_id: z.uuid(),
    language: z.string().meta({ description: 'ISO 639-1, guessed from the body.' }),
    model: z.string(),
    mode: z.string(),
    created_at: z.string(),
    completed_at: z.string().nullable(),
    body: z.string().meta({
      description:
        'Markdown. [n] cites source n; [unverified] and [contradicted by n] follow a sentence that does not hold.',
    }),
    claims: z.array(Claim),
    contradictions: z.array(z.object({ topic: z.string(), first: Side, second: Side })),
    open_questions: z.array(z.string()),
    sources: z.array(ReportSource),
    queries: z.array(z.string()).meta({ description: 'What was searched for.' }),
    rounds: z.array(ExecutionStep).meta({ description: 'Rounds of research; none of a search.' }),
    ended_by: EndedBy.nullable(),
    figures: ReportFigures,
    warnings: z.array(Warning),
  })
  .meta({ id: 'ReportDocument' });
export type ReportDocument = z.infer<typeof ReportDocument>;

export interface RenderedReport {
  readonly bytes: Uint8Array;
  /** What could not be shown, one sentence each; the report says the same. */
  readonly notes: readonly string[];
}

/**
 * Makes files of reports, bounded in time and memory, beside the thread that asks.
 * Throws ServiceError: too-large, unreadable.
 */
export interface ReportRenderer {
  render(
    document: ReportDocument,
    format: ReportFormat,
    signal: AbortSignal,
  ): Promise<RenderedReport>;
}
