import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.js';

/** Runs that tell how long a round takes: the last ones, as machines and models change. */
const LAST = 20;

/** Median seconds of a round, the report included, over the last completed research runs of a mode; null without any. */
export async function roundSeconds(db: Kysely<Tables>, mode: string): Promise<number | null> {
  const { rows } = await sql<{ seconds: number | null }>`
    select percentile_cont(0.5) within group (order by took / greatest(rounds, 1)) as seconds
    from (
      select (result->>'execution_time')::float8 as took,
        json_array_length(result->'execution_steps') as rounds
      from runs
      where kind = 'research' and status = 'completed' and mode = ${mode}
        and json_typeof(result->'execution_steps') = 'array'
      order by created_at desc
      limit ${LAST}
    ) as ended`.execute(db);
  return rows[0]?.seconds ?? null;
}
