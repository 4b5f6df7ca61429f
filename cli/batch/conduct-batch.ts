import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../ask/ask-error.js';
import { atInstance, type Commanded } from '../ask/at-instance.js';
import type { FollowLimits } from '../ask/follow-events.js';
import type { Instance } from '../ask/open-instance.js';
import { hasLiveRows, type Progress, showProgress } from '../ask/show-progress.js';
import { untilInterrupted } from '../ask/until-interrupted.js';
import { cancelBatch } from './batch-api.js';
import { batchOrderOf, type WantedResults } from './batch-order.js';
import { BatchProgress, batchView, countsOf } from './batch-view.js';
import { followBatch } from './follow-batch.js';
import { writeResults } from './write-results.js';

/** How long a cancelled batch may take to confirm: each run under way is cancelled first. */
const CANCEL_LIMIT_MS = 15_000;

export interface BatchWork extends Commanded {
  readonly file: string | undefined;
  readonly limits?: (Partial<FollowLimits> & { readonly cancelMs?: number }) | undefined;
}

/** Has a file of questions answered and writes the results. Gives the exit code and leaves nothing running here. */
export async function conductBatch(work: BatchWork): Promise<number> {
  const { file, options, errors } = work;
  const progress = showProgress(errors, batchView({ bar: hasLiveRows(errors) }));
  return atInstance(work, {
    progress,
    prepare: () => batchOrderOf(file, options),
    work: (order, instance) => answerAll({ ...work, order, instance, progress }),
  });
}

interface Answering extends BatchWork {
  readonly order: WantedResults;
  readonly instance: Instance;
  readonly progress: Progress;
}

async function answerAll(answering: Answering): Promise<number> {
  const { order, instance, progress, interrupted, output } = answering;
  const interruption = untilInterrupted(interrupted);
  await Promise.race([instance.url(), interruption]);
  if (interrupted.aborted) {
    progress.problem('Interrupted.');
    return EXIT.interrupted;
  }
  const stop = new AbortController();
  const watched = watch(answering, stop.signal);
  try {
    const ended = await Promise.race([watched.ended, interruption]);
    const end = interrupted.aborted ? await leave(answering, watched, stop.signal) : ended;
    const id = watched.id();
    progress.end();
    if (interrupted.aborted) progress.problem(interruptedAs(id, order.leave, end));
    else if (end !== undefined) progress.note(endedAs(end));
    if (id !== undefined && !(interrupted.aborted && order.leave))
      await writeResults(instance, { id, out: order.out, output });
    return interrupted.aborted ? EXIT.interrupted : exitCodeOf(end);
  } finally {
    stop.abort();
  }
}

interface Watched {
  id(): string | undefined;
  /** Resolves as soon as the batch has an id. */
  readonly begun: Promise<void>;
  readonly ended: Promise<BatchProgress>;
}

/** Shows a batch until it ends. */
function watch({ order, instance, progress, limits }: Answering, signal: AbortSignal): Watched {
  let id: string | undefined;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return { id: () => id, begun, ended: read() };

  async function read(): Promise<BatchProgress> {
    const events = followBatch({
      wanted: order.wanted,
      instance,
      signal,
      limits,
      onLost: progress.problem,
      onBatch(started) {
        id = started;
        progress.note(`Batch ${started}`);
        begin();
      },
    });
    for await (const event of events) {
      progress.event(event);
      if (event.type === 'batch-end') return BatchProgress.parse(event.data);
    }
    throw new Error('the events of a batch end with its end');
  }
}

/** Cancels an interrupted batch, unless it is to be left going, and waits a while for its end. */
async function leave(
  { order, instance, progress, limits }: Answering,
  { id, begun, ended }: Watched,
  signal: AbortSignal,
): Promise<BatchProgress | undefined> {
  const limitMs = limits?.cancelMs ?? CANCEL_LIMIT_MS;
  const late = sleep(limitMs, undefined, { signal }).catch(() => undefined);
  const end = ended.catch(() => undefined);
  if (!order.leave) progress.note('Cancelling the batch; Ctrl-C once more leaves at once.');
  await Promise.race([begun, end, late]);
  const started = id();
  if (started === undefined || order.leave) return undefined;
  await cancelBatch({ api: await instance.url(), apiKey: instance.apiKey, signal }, started);
  return Promise.race([end, late]);
}

function interruptedAs(
  id: string | undefined,
  leave: boolean,
  end: BatchProgress | undefined,
): string {
  if (id === undefined) return 'Interrupted.';
  if (leave)
    return `Interrupted. Batch ${id} goes on while an instance runs; take it up again with --follow ${id}.`;
  if (end === undefined)
    return `Interrupted. Batch ${id} has not confirmed yet that it was cancelled.`;
  return `Interrupted. ${endedAs(end)}`;
}

function endedAs(end: BatchProgress): string {
  const why = end.error === undefined ? '' : `, ${end.error.message}`;
  return `The batch is ${end.status}${why}: ${countsOf(end)}.`;
}

/** Lines that were left out because the caller asked for it are no failure. */
function exitCodeOf(end: BatchProgress | undefined): number {
  if (end?.status !== 'completed') return EXIT.failed;
  const { failed, timed_out, cancelled } = end.counts;
  return failed + timed_out + cancelled === 0 ? EXIT.answered : EXIT.failed;
}
