import { type RawBuilder, sql } from 'kysely';
import type { QuestionKind } from '../../contracts/batches.js';

/** Of the batches or schedules, those that ask no question of another kind. */
export function asksOnly(kinds: readonly QuestionKind[]): RawBuilder<boolean> {
  return sql<boolean>`kinds <@ ${[...kinds]}::text[]`;
}
