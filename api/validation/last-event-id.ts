import { z } from 'zod';
import type { ApiContext } from '../api-context.js';
import { queryOf } from './query-of.js';
import { validate } from './validate.js';

/** Positions are stored in 32 bits. */
const Position = z.int().min(0).max(2_147_483_647).default(0);

/** The event that a follower has seen last, from `Last-Event-ID` or `?last_event_id=`; 0 for none. */
export function lastEventId(ctx: ApiContext): number {
  const header = ctx.get('Last-Event-ID');
  if (header !== '')
    return validate(z.object({ 'Last-Event-ID': Position }), { 'Last-Event-ID': header }, 'header')[
      'Last-Event-ID'
    ];
  return validate(z.object({ last_event_id: Position }), queryOf(ctx), 'query').last_event_id;
}
