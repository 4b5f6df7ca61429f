import { sql } from 'kysely';
import { callDatabase } from '../state/call-database.js';
import type { Database } from '../state/database.js';

const EVERY_MS = 10_000;

/** Keeps when keys were last used: gathered here and written together, so that no request waits for it. */
export interface LastUsed {
  note(keyId: string): void;
  /** Writes what is gathered. Never rejects: what could not be written is tried with the next. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function createLastUsed({ tables }: Database): LastUsed {
  const used = new Map<string, Date>();
  const timer = setInterval(() => void flush(), EVERY_MS);
  timer.unref();
  return {
    note: (keyId) => void used.set(keyId, new Date()),
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };

  async function flush(): Promise<void> {
    if (used.size === 0) return;
    const batch = [...used];
    used.clear();
    try {
      await callDatabase(() =>
        sql`
          update api_keys
          set last_used_at = greatest(last_used_at, used.at)
          from unnest(
            ${batch.map(([id]) => id)}::text[],
            ${batch.map(([, at]) => at.toISOString())}::timestamptz[]
          ) as used (id, at)
          where api_keys.id = used.id`.execute(tables),
      );
    } catch {
      for (const [id, at] of batch) if (!used.has(id)) used.set(id, at);
    }
  }
}
