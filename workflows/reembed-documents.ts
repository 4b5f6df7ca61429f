import {
  ApplicationFailure,
  CancellationScope,
  ContinueAsNew,
  continueAsNew,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { ReembeddingProgress } from '../contracts/reembedding.js';
import type { ReembedInput, ReembedState } from '../contracts/reembedding-steps.js';
import { beginRun, endRun, keepReembedding, nextOutside, openReembedding } from './activities.js';
import { endingOf } from './conduct-run.js';
import { openEvents, type Tell } from './events.js';
import { reembedOne } from './reembed-one.js';
import { showStatus } from './search-attributes.js';

/** A history is continued as new after so many events. */
const LONGEST_HISTORY = 1_000;
/** How long an embedding model that is being fetched is waited for. */
const FETCHING = { tries: 40, every: '15s' } as const;
/** So many documents that fail are no fault of theirs. */
const MOST_FAILED = 100;

/** Gives all documents vectors of today's embedding model, one after the other; each is served from them when it has all. */
export async function reembedDocuments(input: ReembedInput): Promise<void> {
  const { runId, before } = input;
  const tell = openEvents(runId, before?.part);
  try {
    if (!(await beginRun({ runId }))) return;
    if (before === undefined) tell('run-start');
    await reembedAll(input, tell);
    await endRun({ runId, status: 'completed' });
    showStatus('completed');
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    const ending = endingOf(error);
    await CancellationScope.nonCancellable(() => endRun({ runId, ...ending }));
    showStatus(ending.status);
    throw error;
  }
}

async function reembedAll({ runId, before }: ReembedInput, tell: Tell): Promise<void> {
  let state: ReembedState = before ?? (await open());
  for (;;) {
    const { progress } = state;
    await keepReembedding({ runId, progress });
    const skip = progress.failed.map(({ document_id }) => document_id);
    const document = state.document ?? (await nextOutside({ space: progress.space, skip }));
    if (document === null) return;
    const one = await reembedOne(document, progress.space, { at: state.at, isLong });
    if (one.state === 'paused')
      return continueAsNew<typeof reembedDocuments>({
        runId,
        before: { ...state, part: state.part + 1, document, at: one.at },
      });
    state = { ...state, document: null, at: START, progress: progressAfter(progress, one) };
    const { done, total, failed } = state.progress;
    tell('stage-progress', { stage: 'reembed', done: done + failed.length, total });
    if (failed.length >= MOST_FAILED) throw tooMany(failed[0]?.message ?? '');
  }
}

const START = { bundle: 0, from: 0 };

/** Waits for a model that is being fetched. */
async function open(): Promise<ReembedState> {
  for (let tries = 1; ; tries++) {
    const opened = await openReembedding();
    if (opened !== null) {
      const progress = { ...opened, done: 0, failed: [] };
      return { part: 0, progress, document: null, at: START };
    }
    if (tries === FETCHING.tries)
      throw ApplicationFailure.nonRetryable('No embedding model is set up', 'not-configured');
    await sleep(FETCHING.every);
  }
}

function progressAfter(
  progress: ReembeddingProgress,
  one: Exclude<Awaited<ReturnType<typeof reembedOne>>, { state: 'paused' }>,
): ReembeddingProgress {
  if (one.state === 'failed') return { ...progress, failed: [...progress.failed, one.failure] };
  return { ...progress, done: progress.done + 1 };
}

function isLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return historyLength >= LONGEST_HISTORY || continueAsNewSuggested;
}

function tooMany(first: string): ApplicationFailure {
  const message = `${MOST_FAILED} documents could not be re-embedded; the first: ${first}`;
  return ApplicationFailure.nonRetryable(message, 'bad-reply');
}
