import type {
  BatchCounts,
  BatchItemStatus,
  BatchStatus,
  EndedBatchStatus,
  QuestionKind,
} from './batches.js';
import type { NewRun, RunError } from './runs.js';

/** One row of the batch table: times in ISO 8601 UTC. */
export interface StoredBatch {
  readonly id: string;
  readonly owner: string;
  readonly name: string | null;
  readonly status: BatchStatus;
  readonly window: number;
  readonly total: number;
  /** The kinds of its questions; none where every line is invalid. */
  readonly kinds: readonly QuestionKind[];
  readonly counts: BatchCounts;
  readonly workflowId: string;
  /** The workflow that starts the batch's own; null for one that the API starts. */
  readonly parentWorkflowId: string | null;
  /** Tells one request from another under the same idempotency key. */
  readonly fingerprint: string;
  readonly error: RunError | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Counts up with every change of the batch and of its items. */
  readonly version: number;
}

export interface StoredItem {
  readonly position: number;
  readonly line: number;
  readonly kind: QuestionKind | null;
  readonly title: string;
  readonly status: BatchItemStatus;
  readonly attempts: number;
  readonly runId: string | null;
  readonly error: RunError | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Version of the batch that the item changed with last. */
  readonly version: number;
}

/** A line of a batch to be: a question, or what is wrong with it. */
export interface NewItem {
  readonly line: number;
  readonly title: string;
  readonly kind: QuestionKind | null;
  readonly error: RunError | null;
}

export interface NewBatch {
  readonly id: string;
  readonly owner: string;
  /** The key towards which its runs count. */
  readonly keyId?: string | null | undefined;
  readonly name: string | null;
  /** Null takes the instance's own. */
  readonly window: number | null;
  readonly workflowId: string;
  readonly parentWorkflowId?: string | undefined;
  readonly fingerprint: string;
  readonly idempotencyKey?: string | undefined;
  /** Objects that hold the questions, QUESTIONS_PER_OBJECT in each, in the order of the items. */
  readonly itemKeys: readonly string[];
  readonly items: readonly NewItem[];
}

/** Positions that one object of questions covers. */
export const QUESTIONS_PER_OBJECT = 200;

/** An item that is to be begun, or was begun by a worker that did not live to tell. */
export interface NextItem {
  readonly position: number;
  /** Attempt that is to be made, from 1; the present one for an item that was begun before. */
  readonly attempt: number;
  /** Object that holds its question. */
  readonly key: string;
}

export interface WantedItems {
  readonly inFlight: readonly number[];
  readonly limit: number;
  /** False leaves the waiting ones. */
  readonly waiting: boolean;
}

/** An item with the run that it is about to get. */
export interface BegunItem {
  readonly position: number;
  readonly run: NewRun;
}

export interface BatchPage {
  readonly limit: number;
  readonly offset: number;
}

export interface BatchFilter extends BatchPage {
  readonly owner: string;
  /** Only batches that ask no question of another kind. */
  readonly kinds?: readonly QuestionKind[] | undefined;
  readonly status?: BatchStatus | undefined;
}

/** An item with the result of its run; null while there is none. */
export type ItemWithResult = StoredItem & { readonly result: unknown };

/** What changed in a batch after a version: the items as they now stand, in the order they changed. */
export interface BatchChange {
  readonly batch: StoredBatch;
  readonly items: readonly StoredItem[];
  /** The version from which a follower who leaves now goes on. */
  readonly reached: number;
  /** Whether the batch has ended and everything was told. */
  readonly last: boolean;
}

/** The batches and their items. Throws ServiceError: unavailable, refused, storage-full. */
export interface BatchStore {
  /** Enters a queued batch with its items; a known id or idempotency key of the owner gives that batch. */
  create(batch: NewBatch): Promise<{ readonly batch: StoredBatch; readonly created: boolean }>;
  find(id: string): Promise<StoredBatch | undefined>;
  list(
    filter: BatchFilter,
  ): Promise<{ readonly batches: readonly StoredBatch[]; readonly total: number }>;
  /** Batches that have not ended, oldest first, those after the place of a batch, which may be gone. */
  listOpen(
    limit: number,
    after?: Pick<StoredBatch, 'id' | 'createdAt'>,
  ): Promise<readonly StoredBatch[]>;
  items(
    id: string,
    filter: { readonly status?: BatchItemStatus | undefined } & BatchPage,
  ): Promise<{ readonly items: readonly StoredItem[]; readonly total: number }>;
  /** Items after a position with their results, in order. */
  results(id: string, after: number, limit: number): Promise<readonly ItemWithResult[]>;
  /** Marks a queued batch as running; false when it has ended or is unknown. */
  begin(id: string): Promise<boolean>;
  /** Items that run without being in `inFlight`, then waiting ones, in order; none of a batch that has ended. */
  next(id: string, wanted: WantedItems): Promise<readonly NextItem[]>;
  /** Enters the runs of items and marks these as running: all or none. */
  beginItems(id: string, items: readonly BegunItem[]): Promise<void>;
  /** Takes over how runs ended into the running items, of one batch or of all. */
  settleItems(id?: string): Promise<void>;
  /** False when the batch has ended. */
  setPaused(id: string, paused: boolean): Promise<boolean>;
  /** Ends a batch of which nothing waits or runs any more, unless it has ended; false while something does. */
  complete(id: string): Promise<boolean>;
  /** Ends a batch before its time: what waits is cancelled. False when it had ended. */
  end(id: string, status: EndedBatchStatus, error?: RunError): Promise<boolean>;
  /** Has every failed, timed out or cancelled item wait again and the batch be queued; gives how many. */
  retry(id: string): Promise<number>;
  /** The newest runs of the items, of those in one status alone when it is given. */
  runIds(id: string, status?: BatchItemStatus): Promise<readonly string[]>;
  /** Deletes a batch and its items, not their runs; false when there was none. */
  remove(id: string): Promise<boolean>;
  /** Changes after a version as they come; ends with the batch, its deletion, or the signal. */
  follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<BatchChange>;
}
