import { z } from 'zod';
import { ResearchRequest } from './research.js';
import { SearchRequest } from './search.js';

/** Most questions of one batch. */
export const MAX_QUESTIONS = 10_000;

/** The kinds of run that a batch can make of a question, each with the options it takes. */
export const QUESTION_KINDS = ['search', 'research'] as const;
export const QuestionKind = z.enum(QUESTION_KINDS).meta({ id: 'QuestionKind' });
export type QuestionKind = z.infer<typeof QuestionKind>;

export const BATCH_STATUSES = [
  'queued',
  'running',
  'paused',
  'completed',
  'failed',
  'cancelled',
] as const;
export const BatchStatus = z.enum(BATCH_STATUSES).meta({ id: 'BatchStatus' });
export type BatchStatus = z.infer<typeof BatchStatus>;
export type EndedBatchStatus = Exclude<BatchStatus, 'queued' | 'running' | 'paused'>;

/** `invalid` is a line that was no question; the others say how the question's run stands. */
export const ITEM_STATUSES = [
  'waiting',
  'running',
  'completed',
  'failed',
  'timed_out',
  'cancelled',
  'invalid',
] as const;
export const BatchItemStatus = z.enum(ITEM_STATUSES).meta({ id: 'BatchItemStatus' });
export type BatchItemStatus = z.infer<typeof BatchItemStatus>;

export const BatchCounts = z
  .object({
    waiting: z.int().min(0),
    running: z.int().min(0),
    completed: z.int().min(0),
    failed: z.int().min(0),
    timed_out: z.int().min(0),
    cancelled: z.int().min(0),
    invalid: z.int().min(0),
  })
  .meta({ id: 'BatchCounts' });
export type BatchCounts = z.infer<typeof BatchCounts>;

export const Window = z.int().min(1).max(64).meta({
  description: 'Questions that are worked on at a time; null takes BATCH_WINDOW.',
});

/** A question as a batch takes it: text alone, or with a kind and the options of that kind. */
export const Question = z.union([
  z.string(),
  z
    .object({ query: SearchRequest.shape.query, kind: QuestionKind.optional() })
    .catchall(z.unknown()),
]);

const BatchOptions = z.object({
  name: z.string().max(200).nullable().default(null).meta({ description: 'A word for people.' }),
  window: Window.nullable().default(null),
  skip_invalid: z.boolean().default(false).meta({
    description: 'Run the rest when some questions are invalid, instead of refusing all of them.',
  }),
});

/** Body of POST /api/v1/batches as JSON. */
export const BatchRequest = BatchOptions.extend({
  questions: z.array(Question).min(1).max(MAX_QUESTIONS),
  defaults: z
    .object({ kind: QuestionKind.optional() })
    .catchall(z.unknown())
    .prefault({})
    .meta({ description: 'Kind and options of questions that do not say otherwise.' }),
}).meta({ id: 'BatchRequest' });
export type BatchRequest = z.infer<typeof BatchRequest>;

/** The same body with what is in its questions and defaults not looked at yet. */
export const RawBatch = BatchOptions.extend({
  questions: z.array(z.unknown()).min(1).max(MAX_QUESTIONS),
  defaults: z.record(z.string(), z.unknown()).prefault({}),
});
export type RawBatch = z.infer<typeof RawBatch>;

/** A question that was checked: the whole request of the run to be made. */
export const BatchQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('search'), request: SearchRequest }),
  z.object({ kind: z.literal('research'), request: ResearchRequest }),
]);
export type BatchQuestion = z.infer<typeof BatchQuestion>;

const RunFault = z.object({ error: z.string(), message: z.string() });

export const Batch = z
  .object({
    id: z.uuid(),
    name: z.string().nullable(),
    status: BatchStatus,
    window: z.int().min(1),
    total: z.int().min(0).meta({ description: 'Lines in all, invalid ones included.' }),
    counts: BatchCounts,
    error: RunFault.nullable(),
    trace_url: z.string().nullable(),
    created_at: z.string(),
    started_at: z.string().nullable(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'Batch' });
export type Batch = z.infer<typeof Batch>;

export const BatchItem = z
  .object({
    position: z.int().min(1).meta({ description: 'Place in the batch, from 1.' }),
    line: z.int().min(1).meta({ description: 'Line of the file, or place in the list, from 1.' }),
    kind: QuestionKind.nullable(),
    query: z.string().meta({ description: 'The question, cut after 200 characters.' }),
    status: BatchItemStatus,
    attempts: z.int().min(0),
    session_id: z.uuid().nullable().meta({ description: 'The newest run of the question.' }),
    error: RunFault.nullable(),
    started_at: z.string().nullable(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'BatchItem' });
export type BatchItem = z.infer<typeof BatchItem>;

/** One line of GET /api/v1/batches/{id}/results. */
export const BatchResult = BatchItem.omit({ attempts: true, started_at: true })
  .extend({
    result: z.unknown().meta({ description: 'The body that the run answers with, or null.' }),
  })
  .meta({ id: 'BatchResult' });
export type BatchResult = z.infer<typeof BatchResult>;

const Page = {
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
};
export const BatchQuery = z.object({ status: BatchStatus.optional(), ...Page });
export const BatchItemQuery = z.object({ status: BatchItemStatus.optional(), ...Page });

const PageOf = { total: z.int().min(0), limit: z.int(), offset: z.int() };
export const BatchList = z.object({ batches: z.array(Batch), ...PageOf }).meta({ id: 'BatchList' });
export type BatchList = z.infer<typeof BatchList>;
export const BatchItemList = z
  .object({ items: z.array(BatchItem), ...PageOf })
  .meta({ id: 'BatchItemList' });
export type BatchItemList = z.infer<typeof BatchItemList>;
