import { z } from 'zod';
import { Claim } from './claims.js';
import { EngineChoice, PromptStrategy, SearchMode, Source } from './search.js';
import { SourceScope } from './source-scope.js';
import { Usage } from './usage.js';
import { Warning } from './warnings.js';

/** What a run may use up. Near a limit it stops gathering and writes; it does not abort. */
export const ResearchBudget = z
  .object({
    seconds: z.int().min(10).max(86_400).nullable().default(null),
    tokens: z.int().min(1_000).max(100_000_000).nullable().default(null),
    pages: z.int().min(1).max(2_000).nullable().default(null),
    searches: z.int().min(1).max(2_000).nullable().default(null),
  })
  .meta({ id: 'ResearchBudget' });
export type ResearchBudget = z.infer<typeof ResearchBudget>;

/** Body of POST /api/v1/research. Fields it does not name are ignored. */
export const ResearchRequest = z
  .object({
    query: z
      .string()
      .min(1)
      .max(5_000)
      .meta({ description: 'The research question, 1 to 5,000 characters.' }),
    mode: SearchMode.default('deep'),
    max_iterations: z.int().min(1).max(10).default(3),
    timeout: z.int().min(10).max(86_400).default(300).meta({
      description:
        'Seconds until the report is due. Waiting for an approval and pauses do not count.',
    }),
    model: z.string().nullable().default(null).meta({
      description: 'A chat model by name; null takes the default.',
    }),
    prompt_strategy: PromptStrategy.default('auto'),
    search_engine: EngineChoice.default('auto'),
    ...SourceScope.shape,
    require_approval: z.boolean().default(false).meta({
      description: 'Wait for POST /api/v1/sessions/{id}/plan before the first search.',
    }),
    approval_timeout: z.int().min(1).max(2_592_000).default(86_400).meta({
      description: 'Seconds to wait for the approval, up to 30 days.',
    }),
    approval_default: z.enum(['approve', 'cancel']).default('approve').meta({
      description: 'What happens when nobody answered in time.',
    }),
    budget: ResearchBudget.prefault({}),
    follow_up_of: z.uuid().nullable().default(null).meta({
      description:
        'An ended search or research of yours whose evidence this run starts from, without reading it again.',
    }),
    stream: z.boolean().default(false).meta({ description: 'Answer as a stream of events.' }),
  })
  .meta({ id: 'ResearchRequest' });
export type ResearchRequest = z.infer<typeof ResearchRequest>;

export const ResearchStep = z
  .object({
    step_number: z.int().min(1),
    description: z.string(),
    search_query: z.string(),
    expected_outcome: z.string(),
    depends_on: z.array(z.int().min(1)).meta({ description: 'Steps that come before, by number.' }),
  })
  .meta({ id: 'ResearchStep' });
export type ResearchStep = z.infer<typeof ResearchStep>;

export const ResearchPlan = z
  .object({
    original_query: z.string(),
    steps: z.array(ResearchStep),
    estimated_time: z.number().min(0).meta({ description: 'Seconds.' }),
    complexity: z.enum(['simple', 'moderate', 'complex']),
  })
  .meta({ id: 'ResearchPlan' });
export type ResearchPlan = z.infer<typeof ResearchPlan>;

export const Coverage = z.enum(['covered', 'partly', 'not']).meta({ id: 'Coverage' });
export type Coverage = z.infer<typeof Coverage>;

/** One round of the loop: what was asked and read, what it answered, what it cost. */
export const ExecutionStep = z
  .object({
    iteration: z.int().min(0).meta({
      description: 'The round, from 1; 0 is what was taken over from an earlier session.',
    }),
    steps: z.array(z.int().min(1)).meta({ description: 'Numbers of the plan steps worked on.' }),
    queries: z.array(z.string()),
    pages_read: z.int().min(0),
    sources_found: z.int().min(0),
    coverage: z.array(
      z.object({
        step_number: z.int(),
        state: Coverage,
        missing: z.string(),
        contradicts: z.string().optional().meta({
          description: 'What sources disagree on, in the words of the model that judged.',
        }),
      }),
    ),
    dead_ends: z.array(z.string()).meta({ description: 'Queries that brought nothing new.' }),
    judged_by: z.enum(['model', 'rules']),
    tokens: z.int().min(0),
    seconds: z.number().min(0),
  })
  .meta({ id: 'ExecutionStep' });
export type ExecutionStep = z.infer<typeof ExecutionStep>;

export const ResearchCitation = z
  .object({
    source_id: z.string().meta({ description: 'The number cited in the findings, as a string.' }),
    title: z.string(),
    url: z.string(),
    excerpt: z.string().meta({ description: 'The exact passage the report rests on.' }),
    relevance: z.number().min(0).max(1),
    source_type: Source.shape.source_type,
    evidence: Source.shape.evidence,
    published_at: z.string().nullable(),
    page: z.int().min(1).nullable(),
    page_label: Source.shape.page_label,
    document_id: Source.shape.document_id,
    filename: Source.shape.filename,
    read_at: z.string().nullable().meta({
      description:
        'When the page was read: earlier than this run for pages taken from another run.',
    }),
  })
  .meta({ id: 'ResearchCitation' });
export type ResearchCitation = z.infer<typeof ResearchCitation>;

/** Two sources that say different things of the same matter, each with its exact words. */
export const Contradiction = z
  .object({
    topic: z.string(),
    first: z.object({ source_id: z.string(), quote: z.string() }),
    second: z.object({ source_id: z.string(), quote: z.string() }),
  })
  .meta({ id: 'Contradiction' });
export type Contradiction = z.infer<typeof Contradiction>;

export const EndedBy = z
  .enum(['coverage', 'stagnation', 'iterations', 'budget', 'time', 'finish'])
  .meta({ id: 'EndedBy' });
export type EndedBy = z.infer<typeof EndedBy>;

/** Answer of POST /api/v1/research. */
export const ResearchResult = z
  .object({
    session_id: z.uuid(),
    query: z.string(),
    plan: ResearchPlan,
    findings: z.string().meta({ description: 'The report in Markdown, with [n] markers.' }),
    citations: z.array(ResearchCitation),
    execution_time: z.number().min(0).meta({ description: 'Seconds, measured.' }),
    execution_steps: z.array(ExecutionStep),
    confidence: z.number().min(0).max(1),
    model_used: z.string(),
    trace_url: z.string().nullable(),
    mode: SearchMode,
    grounding_score: z.number().min(0).max(1),
    hallucination_count: z.int().min(0),
    claims: z.array(Claim),
    contradictions: z.array(Contradiction),
    open_questions: z.array(z.string()),
    suggested_follow_ups: z.array(z.string()),
    ended_by: EndedBy.nullable().meta({
      description: 'Why gathering ended; null while it goes on.',
    }),
    warnings: z.array(Warning),
    usage: Usage,
    created_at: z.string(),
  })
  .meta({ id: 'ResearchResult' });
export type ResearchResult = z.infer<typeof ResearchResult>;
