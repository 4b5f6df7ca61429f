import { type RawBuilder, sql } from 'kysely';
import { storableText } from './storable-json.js';

/** Where a row stands among the rows of its table in order of time. */
interface RowPlace {
  readonly id: string;
  /** ISO 8601 UTC, to the millisecond. */
  readonly createdAt: string;
}

/** The time of a row as the product knows it; the database may know it to the microsecond. */
export const CREATED_MS = sql<Date>`date_trunc('milliseconds', created_at)`;

/**
 * Whether a row comes after a place, in the order of `CREATED_MS` and id; always, where none is given.
 * The row that stood there may be gone by now.
 */
export function afterRow(place: RowPlace | undefined): RawBuilder<boolean> {
  if (place === undefined) return sql<boolean>`true`;
  const at = sql`${place.createdAt}::timestamptz`;
  // The first condition is implied by the second, and lets an index on the time be used.
  return sql<boolean>`(created_at >= ${at} and (${CREATED_MS}, id) > (${at}, ${storableText(place.id)}))`;
}
