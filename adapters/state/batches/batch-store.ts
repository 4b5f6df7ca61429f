import { sql } from 'kysely';
import type { BatchStore } from '../../../contracts/batch-store.js';
import { callDatabase } from '../call-database.js';
import type { Database } from '../database.js';
import { storableText } from '../storable-json.js';
import { BATCH_CHANNEL } from './batch-channel.js';
import { beginItems, nextItems } from './begin-items.js';
import { createBatch } from './create-batch.js';
import { beginBatch, completeBatch, endBatch, pauseBatch, retryBatch } from './end-batch.js';
import { createBatchFeed } from './follow-batch.js';
import { findBatch, listBatches, listOpenBatches } from './list-batches.js';
import { listItems, listResults, listRunIds } from './list-items.js';
import { settleAllItems, settleItems } from './settle-items.js';

interface BatchStoreOptions {
  /** Questions at a time of a batch that names no number. */
  readonly usualWindow: number;
}

/** The tables of batches. Throws ServiceError: unavailable, refused, storage-full. */
export function createBatchStore(
  database: Database,
  { usualWindow }: BatchStoreOptions,
): BatchStore & { close(): Promise<void> } {
  const { tables } = database;
  const feed = createBatchFeed(database);
  return {
    async create(batch) {
      await database.assertRoom('new-work');
      return callDatabase(() => createBatch(tables, batch, usualWindow));
    },

    find: (id) => callDatabase(() => findBatch(tables, id)),
    list: (filter) => callDatabase(() => listBatches(tables, filter)),
    listOpen: (limit, after) => callDatabase(() => listOpenBatches(tables, limit, after)),
    items: (id, filter) => callDatabase(() => listItems(tables, id, filter)),
    results: (id, after, limit) => callDatabase(() => listResults(tables, { id, after, limit })),
    runIds: (id, status) => callDatabase(() => listRunIds(tables, id, status)),

    begin: (id) => callDatabase(() => beginBatch(tables, id)),
    next: (id, wanted) => callDatabase(() => nextItems(tables, id, wanted)),
    async beginItems(id, items) {
      await database.assertRoom('new-work');
      await callDatabase(() => beginItems(tables, id, items));
    },
    settleItems: (id) =>
      callDatabase(() => (id === undefined ? settleAllItems(tables) : settleItems(tables, id))),

    setPaused: (id, paused) => callDatabase(() => pauseBatch(tables, id, paused)),
    complete: (id) => callDatabase(() => completeBatch(tables, id)),
    end: (id, status, error) => callDatabase(() => endBatch(tables, id, { status, error })),
    retry: (id) => callDatabase(() => retryBatch(tables, id)),

    remove: (id) =>
      callDatabase(async () => {
        const removed = await tables
          .deleteFrom('batches')
          .where('id', '=', storableText(id))
          .returning(sql`pg_notify(${BATCH_CHANNEL}, id)`.as('told'))
          .execute();
        return removed.length > 0;
      }),
    follow: feed.follow,
    close: feed.close,
  };
}
