import { z } from 'zod';

/** Parameters that several endpoints take, as documented; `api/validation` is what checks them. */
export const SESSION_PATH = z.object({
  id: z.uuid().meta({ description: 'Session id, as `session_id` of an answer.' }),
});

const LAST_EVENT_ID = z.int().min(0).max(2_147_483_647).optional();

export const EVENT_HEADERS = z.object({
  'Last-Event-ID': LAST_EVENT_ID.meta({
    description: 'Id of the last event seen; the stream goes on after it.',
  }),
});

export const EVENT_QUERY = z.object({
  last_event_id: LAST_EVENT_ID.meta({
    description: 'The same for clients that set no headers; the header goes first.',
  }),
});

const IDEMPOTENCY_KEY = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/)
  .optional();

export const RUN_HEADERS = z.object({
  'Idempotency-Key': IDEMPOTENCY_KEY.meta({
    description: 'The same key with the same request gives the same run, ended or not.',
  }),
  traceparent: z
    .string()
    .optional()
    .meta({ description: 'W3C Trace Context; its trace id becomes `trace_id`.' }),
});

export const SCHEDULE_HEADERS = z.object({
  'Idempotency-Key': IDEMPOTENCY_KEY.meta({
    description: 'The same key with the same request gives the same schedule, until it is deleted.',
  }),
});
