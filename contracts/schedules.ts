import { z } from 'zod';
import { BATCH_STATUSES, BatchRequest, Question, RawBatch } from './batches.js';
import { RUN_STATUSES } from './runs.js';

export const OverlapPolicy = z
  .enum(['skip', 'buffer_one', 'buffer_all', 'cancel_other', 'terminate_other', 'allow_all'])
  .meta({ id: 'OverlapPolicy' });
export type OverlapPolicy = z.infer<typeof OverlapPolicy>;

const YEAR_SECONDS = 31_536_000;

export const ScheduleInterval = z
  .object({
    every: z
      .int()
      .min(60)
      .max(YEAR_SECONDS)
      .meta({ description: 'Seconds from one run to the next.' }),
    offset: z.int().min(0).max(YEAR_SECONDS).default(0).meta({
      description: 'Seconds after the full interval, counted from 1970-01-01T00:00:00Z.',
    }),
  })
  .meta({ id: 'ScheduleInterval' });

/** When a schedule runs, and what happens when a run is still under way, or was missed. */
const Timing = {
  name: z.string().max(200).nullable().default(null).meta({ description: 'A word for people.' }),
  cron: z.string().min(1).max(200).nullable().default(null).meta({
    description: 'Minute, hour, day of month, month, day of week; or `interval` instead.',
  }),
  interval: ScheduleInterval.nullable().default(null),
  time_zone: z.string().min(1).max(100).default('UTC').meta({
    description: 'IANA name, such as Europe/Berlin, in which `cron` is read.',
  }),
  overlap: OverlapPolicy.default('skip').meta({
    description: 'What happens when it is time and the last run is still under way.',
  }),
  catchup_window: z.int().min(10).max(YEAR_SECONDS).default(86_400).meta({
    description: 'Seconds for which a run that was missed is made up for.',
  }),
  paused: z.boolean().default(false),
};

/** Body of POST /api/v1/schedules: `cron` or `interval`, and `question` or `batch`. */
export const ScheduleRequest = z
  .object({
    ...Timing,
    question: Question.nullable().default(null),
    batch: BatchRequest.nullable().default(null),
  })
  .meta({ id: 'ScheduleRequest' });
export type ScheduleRequest = z.infer<typeof ScheduleRequest>;

/** The same body with what is to run not looked at yet. */
export const RawSchedule = z.object({
  ...Timing,
  question: z.unknown().optional(),
  batch: RawBatch.nullable().default(null),
});
export type RawSchedule = z.infer<typeof RawSchedule>;

const LinkedSource = z.object({ title: z.string(), url: z.string() });

/** What a run found that the one before it had not, and what is no longer there. */
export const NewSinceLastRun = z
  .object({
    compared_with: z.uuid().meta({ description: 'The session of the run before.' }),
    new_sources: z.array(LinkedSource),
    changed_sources: z.array(LinkedSource).meta({
      description: 'The same address with another text.',
    }),
    gone_sources: z.array(LinkedSource),
    new_sentences: z.array(z.string()),
    changed_sentences: z.array(z.object({ before: z.string(), now: z.string() })).meta({
      description: 'Sentences that say something else than before: another number, date or name.',
    }),
    gone_sentences: z.array(z.string()),
  })
  .meta({ id: 'NewSinceLastRun' });
export type NewSinceLastRun = z.infer<typeof NewSinceLastRun>;

/** The same for a batch: each question that was answered both times. */
export const BatchNews = z
  .object({
    compared_with: z.uuid().meta({ description: 'The batch of the run before.' }),
    unchanged: z.int().min(0).meta({ description: 'Questions of which nothing is new.' }),
    left_out: z
      .int()
      .min(0)
      .meta({ description: 'Further questions with news than those listed.' }),
    items: z.array(
      z.object({
        position: z.int().min(1),
        query: z.string(),
        session_id: z.uuid(),
        news: NewSinceLastRun,
      }),
    ),
  })
  .meta({ id: 'BatchNews' });
export type BatchNews = z.infer<typeof BatchNews>;

export const ScheduleRun = z
  .object({
    session_id: z
      .uuid()
      .nullable()
      .meta({ description: 'The run, where the schedule asks a question.' }),
    batch_id: z.uuid().nullable().meta({ description: 'The batch, where it runs one.' }),
    scheduled_at: z.string().meta({ description: 'When it was due.' }),
    status: z.enum([...new Set([...RUN_STATUSES, ...BATCH_STATUSES]), 'deleted']),
    ended_at: z.string().nullable(),
    new_since_last_run: z.union([NewSinceLastRun, BatchNews]).nullable().meta({
      description:
        'Null for the first run, for one that was not completed, and until it has ended.',
    }),
  })
  .meta({ id: 'ScheduleRun' });
export type ScheduleRun = z.infer<typeof ScheduleRun>;

export const Schedule = z
  .object({
    id: z.uuid(),
    ...Timing,
    runs: z.enum(['question', 'batch']),
    query: z
      .string()
      .meta({ description: 'The question, or the first of the batch, cut after 200 characters.' }),
    questions: z.int().min(1),
    next_runs: z
      .array(z.string())
      .meta({ description: 'The next times, up to ten; none while it is paused.' }),
    recent_runs: z.array(ScheduleRun).meta({ description: 'The last ten runs, newest first.' }),
    created_at: z.string(),
  })
  .meta({ id: 'Schedule' });
export type Schedule = z.infer<typeof Schedule>;

export const ScheduleSummary = Schedule.omit({ next_runs: true, recent_runs: true }).meta({
  id: 'ScheduleSummary',
});
export type ScheduleSummary = z.infer<typeof ScheduleSummary>;

export const SchedulePage = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

const PageOf = { total: z.int().min(0), limit: z.int(), offset: z.int() };
export const ScheduleList = z
  .object({ schedules: z.array(ScheduleSummary), ...PageOf })
  .meta({ id: 'ScheduleList' });
export type ScheduleList = z.infer<typeof ScheduleList>;
export const ScheduleRunList = z
  .object({ runs: z.array(ScheduleRun), ...PageOf })
  .meta({ id: 'ScheduleRunList' });
export type ScheduleRunList = z.infer<typeof ScheduleRunList>;
