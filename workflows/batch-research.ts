import {
  CancellationScope,
  ContinueAsNew,
  condition,
  continueAsNew,
  workflowInfo,
} from '@temporalio/workflow';
import type { BatchInput, OpenedBatch } from '../contracts/batch-steps.js';
import type { BatchCounts, EndedBatchStatus } from '../contracts/batches.js';
import { advanceBatch, endBatch, openBatch, pauseBatch, retryBatch } from './activities.js';
import { type BatchChildren, openBatchChildren } from './batch-children.js';
import { type BatchControls, openBatchControls } from './batch-controls.js';
import { showBatchCounts, showBatchStatus } from './batch-page.js';
import { endingOf } from './conduct-run.js';

/** Items begun by one step, so that their questions stay a small payload. */
const BEGUN_AT_ONCE = 10;
/**
 * A history is continued as new soon after it has so many events, or bytes. What is under way then has to be taken up
 * again, which costs some ten events each, so a wide window is given more.
 */
const LONGEST_HISTORY = { events: 1_000, eventsInWindow: 20, bytes: 1_000_000 };

/**
 * Answers many questions: a sliding window of child runs, each with a row, events and an owner like any other.
 * A child that fails is a failed item, never the end of the batch.
 */
export async function batchResearch(input?: BatchInput): Promise<BatchCounts> {
  const controls = openBatchControls(input?.paused === true);
  const { workflowId, firstExecutionRunId: firstRunId } = workflowInfo();
  const batch = await openBatch({ input, workflowId, firstRunId });
  if (!batch.open) return batch.counts;
  showBatchStatus(batch.owner, standing(controls));
  const children = openBatchChildren(batch.owner);
  try {
    const counts = await answerAll(batch, controls, children);
    showBatchStatus(batch.owner, 'completed');
    return counts;
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    await CancellationScope.nonCancellable(() => giveUp(batch, children, error));
    throw error;
  }
}

async function answerAll(
  batch: OpenedBatch,
  controls: BatchControls,
  children: BatchChildren,
): Promise<BatchCounts> {
  const { batchId, window, total } = batch;
  for (;;) {
    await heed(batch, controls);
    const inFlight = children.positions();
    const limit = Math.min(BEGUN_AT_ONCE, Math.max(0, window - inFlight.length));
    const { begun, counts } = await advanceBatch({
      batchId,
      inFlight,
      limit,
      beginWaiting: !controls.paused(),
      lost: children.takeLost(),
    });
    for (const child of begun) children.begin(child);
    showBatchCounts(total, counts, controls.paused());

    const left = counts.waiting + counts.running;
    if (left === 0 && (await endBatch({ batchId, status: 'completed' })) && !controls.asked())
      return counts;
    const more = limit > 0 && begun.length === limit;
    if (!more) await condition(() => children.haveNews() || controls.asked());
    // What was asked is done here first: the run that continues this one does not hear of it.
    if (isLong(window) && !controls.asked()) {
      await children.allStarted();
      if (controls.asked()) continue;
      await continueAsNew<typeof batchResearch>({ batchId, paused: controls.paused() });
    }
  }
}

/** Does what people asked for; the state of the batch is kept for all to see. */
async function heed({ batchId, owner }: OpenedBatch, controls: BatchControls): Promise<void> {
  const { pauseChanged, retry } = controls.take();
  if (retry) await retryBatch({ batchId });
  if (!pauseChanged) return;
  showBatchStatus(owner, standing(controls));
  await pauseBatch({ batchId, paused: controls.paused() });
}

function standing(controls: BatchControls): string {
  return controls.paused() ? 'paused' : 'running';
}

function isLong(window: number): boolean {
  const { historyLength, historySize, continueAsNewSuggested } = workflowInfo();
  const { events, eventsInWindow, bytes } = LONGEST_HISTORY;
  const longest = events + eventsInWindow * window;
  return historyLength >= longest || historySize >= bytes || continueAsNewSuggested;
}

/** Ends the children, then the batch with the truth. */
async function giveUp(
  { batchId, owner }: OpenedBatch,
  children: BatchChildren,
  reason: unknown,
): Promise<void> {
  await children.stop();
  const { status: ended, error } = endingOf(reason);
  const status: EndedBatchStatus = ended === 'cancelled' ? 'cancelled' : 'failed';
  await endBatch({ batchId, status, error });
  showBatchStatus(owner, status);
}
