import { z } from 'zod';
import { RUN_KINDS, RUN_STATUSES } from './runs.js';

export const SessionStatus = z.enum(RUN_STATUSES).meta({ id: 'SessionStatus' });

/** A run as the API shows it. `mode` is the kind of the run, as documented; `search_mode` the mode it ran in. */
export const Session = z
  .object({
    id: z.uuid(),
    query: z.string(),
    mode: z.enum(RUN_KINDS),
    search_mode: z.string(),
    status: SessionStatus,
    waiting_for: z.enum(['approval', 'resume']).nullable().meta({
      description:
        'What a person has to do before the session goes on: decide on its plan, or resume it; null when it waits for nobody.',
    }),
    result: z
      .unknown()
      .meta({ description: 'The result, or what was found so far; null before anything was.' }),
    error: z.object({ error: z.string(), message: z.string() }).nullable(),
    trace_url: z.string().nullable(),
    created_at: z.string(),
    completed_at: z.string().nullable(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const SessionQuery = z.object({
  kind: z.enum(RUN_KINDS).optional(),
  status: SessionStatus.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type SessionQuery = z.infer<typeof SessionQuery>;

export const SessionList = z
  .object({
    sessions: z.array(Session.omit({ result: true })),
    total: z.int().min(0),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof SessionList>;
