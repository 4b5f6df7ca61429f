import type { BatchChange } from '../../../contracts/batch-store.js';
import { type Bell, createBell } from '../bell.js';
import { callDatabase } from '../call-database.js';
import type { Database, NotificationSubscription } from '../database.js';
import { BATCH_CHANNEL } from './batch-channel.js';
import { findBatch } from './list-batches.js';
import { listChanged } from './list-items.js';

/** Changed items that are told at a time. */
const PAGE_SIZE = 500;
/** How late a follower hears of a change whose notification was lost. */
const SWEEP_MS = 2_000;

/** Followers of all batches, over one subscription. */
export interface BatchFeed {
  follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<BatchChange>;
  /** Ends all followers. */
  close(): Promise<void>;
}

export function createBatchFeed(database: Database): BatchFeed {
  const bells = new Map<Bell, string>();
  let subscription: NotificationSubscription | undefined;
  let sweeps: NodeJS.Timeout | undefined;
  let closed = false;

  return {
    async *follow(id, after, signal) {
      const bell = join(id);
      let position = after;
      try {
        while (!signal.aborted && !closed) {
          const heard = bell.rings();
          const change = await callDatabase(() => changeAfter(database, id, position));
          if (change === undefined) return;
          const { reached, whole, last } = reachOf(change, position);
          if (reached > position) yield { ...change, reached, last };
          position = reached;
          if (last) return;
          if (whole) await bell.waitForRing(heard, signal);
        }
      } finally {
        leave(bell);
      }
    },

    async close() {
      closed = true;
      ringAll();
      clearInterval(sweeps);
      await subscription?.stop();
    },
  };

  function join(id: string): Bell {
    const bell = createBell();
    bells.set(bell, id);
    sweeps ??= setInterval(ringAll, SWEEP_MS);
    subscription ??= database.listen(BATCH_CHANNEL, {
      onNotification: (changed) => {
        for (const [each, batch] of bells) if (batch === changed) each.ring();
      },
      onListening: ringAll,
    });
    return bell;
  }

  function leave(bell: Bell): void {
    bells.delete(bell);
    if (bells.size > 0) return;
    clearInterval(sweeps);
    sweeps = undefined;
  }

  function ringAll(): void {
    for (const bell of bells.keys()) bell.ring();
  }
}

type Changed = Pick<BatchChange, 'batch' | 'items'>;

async function changeAfter(
  { tables }: Database,
  id: string,
  after: number,
): Promise<Changed | undefined> {
  const batch = await findBatch(tables, id);
  if (batch === undefined) return undefined;
  return { batch, items: await listChanged(tables, { id, after, limit: PAGE_SIZE }) };
}

/** The version that a follower has after a change, and whether it then has everything. */
function reachOf({ batch, items }: Changed, position: number) {
  const newest = Math.max(position, items.at(-1)?.version ?? 0);
  const whole = items.length < PAGE_SIZE;
  const reached = whole ? Math.max(newest, batch.version) : newest;
  return { reached, whole, last: whole && batch.endedAt !== null };
}
