import { sql } from 'kysely';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';

const CLEAN_EVERY_MS = 3_600_000;

/** Where a counter stands. */
export interface Count {
  readonly points: number;
  /** Milliseconds until its window ends. */
  readonly leftMs: number;
}

/** Counters in the database. */
export interface SharedCounters {
  /** Raises a counter, and says where it stands with these points and all before them. Rejects with ServiceError. */
  raise(counter: string, points: number, windowMs: number): Promise<Count>;
  close(): void;
}

interface Raise {
  readonly points: number;
  resolve(count: Count): void;
  reject(error: unknown): void;
}

interface Batch {
  readonly windowMs: number;
  readonly raises: Raise[];
}

/**
 * All that is raised while one call is under way goes into the next one: a process has at most one call in hand, each
 * is answered by itself, and a busy process makes few.
 */
export function createSharedCounters({ tables }: Pick<Database, 'tables'>): SharedCounters {
  let waiting = new Map<string, Batch>();
  let calling = false;
  const cleaning = setInterval(() => void clean(), CLEAN_EVERY_MS);
  cleaning.unref();

  return {
    raise: (counter, points, windowMs) =>
      new Promise((resolve, reject) => {
        const batch = waiting.get(counter) ?? { windowMs, raises: [] };
        batch.raises.push({ points, resolve, reject });
        waiting.set(counter, batch);
        if (calling) return;
        calling = true;
        queueMicrotask(() => void callAll());
      }),
    close: () => clearInterval(cleaning),
  };

  async function callAll(): Promise<void> {
    while (waiting.size > 0) {
      const batches = waiting;
      waiting = new Map();
      await call(batches);
    }
    calling = false;
  }

  async function call(batches: ReadonlyMap<string, Batch>): Promise<void> {
    try {
      const { rows } = await callDatabase(() => raiseAll(batches));
      for (const { counter, counted, left_ms } of rows)
        settle(batches.get(counter)?.raises ?? [], { points: Number(counted), leftMs: left_ms });
    } catch (error) {
      for (const { raises } of batches.values()) for (const { reject } of raises) reject(error);
    }
  }

  function raiseAll(batches: ReadonlyMap<string, Batch>) {
    const all = [...batches.values()];
    return sql<{ counter: string; counted: string; left_ms: number }>`
      select counter, counted, left_ms from raise_counters(
        ${[...batches.keys()]}::text[],
        ${all.map(({ raises }) => sumOf(raises))}::bigint[],
        ${all.map(({ windowMs }) => windowMs)}::bigint[]
      )`.execute(tables);
  }

  /** Windows are a day at most. */
  async function clean(): Promise<void> {
    const old = sql<Date>`now() - interval '2 days'`;
    await tables
      .deleteFrom('rate_counters')
      .where('started_at', '<', old)
      .execute()
      .catch(() => {}); // what is left is cleaned the next time
  }
}

/** The first to come is the first to be counted. */
function settle(raises: readonly Raise[], { points: total, leftMs }: Count): void {
  let points = total - sumOf(raises);
  for (const raise of raises) {
    points += raise.points;
    raise.resolve({ points, leftMs });
  }
}

function sumOf(raises: readonly Raise[]): number {
  return raises.reduce((sum, { points }) => sum + points, 0);
}
