import type { RunFeeds } from './run-feeds.js';

/** Resolves when a run has ended or is unknown, when the signal aborts and when the log is closed. */
export async function untilEnd(feeds: RunFeeds, runId: string, signal: AbortSignal): Promise<void> {
  const feed = feeds.join(runId);
  try {
    // Asked once, after joining: from then on the end is heard of.
    if (signal.aborted || feeds.closed.aborted || (await feeds.isOver(runId))) return;
    await firstOf([feed.over, signal, feeds.closed]);
  } finally {
    feeds.leave(runId);
  }
}

async function firstOf(signals: readonly AbortSignal[]): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      for (const signal of signals) signal.removeEventListener('abort', done);
      resolve();
    };
    for (const signal of signals) signal.addEventListener('abort', done, { once: true });
    if (signals.some(({ aborted }) => aborted)) done();
  });
}
