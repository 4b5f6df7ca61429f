import { z } from 'zod';
import type { ApiContext } from '../api-context.js';
import { queryOf } from './query-of.js';
import { validate } from './validate.js';

/** Positions are stored in 32 bits. */
const Position = z.int().min(0).max(2_147_483_647).default(0);
const Query = z.object({ last_event_id: Position });
const Header = z.object({ 'Last-Event-ID': Position });

/**
 * The event that a follower has seen last, from `Last-Event-ID` or else from `?last_event_id=`; 0 for none.
 * Throws ValidationError when either is no position.
 */
export function lastEventId(ctx: ApiContext): number {
  const header = ctx.get('Last-Event-ID');
  const { last_event_id } = validate(Query, queryOf(ctx), 'query');
  if (header === '') return last_event_id;
  return validate(Header, { 'Last-Event-ID': header }, 'header')['Last-Event-ID'];
}
