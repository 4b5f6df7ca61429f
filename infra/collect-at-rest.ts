import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

interface RestOptions {
  /** How often is looked whether the process rests. */
  readonly everyMs?: number;
  /** Garbage that is worth a pause of some 100 ms, as growth since the last time, buffers included. */
  readonly growthMb?: number;
  /** The process rests when its event loop was busy for at most this share of the time. */
  readonly busyShare?: number;
  readonly collect?: () => void;
}

/**
 * Gives memory back while the process rests. V8 collects when it allocates, so what work leaves behind stays
 * resident on a machine with room, hundreds of megabytes of it, for as long as nothing happens.
 */
export function collectAtRest({
  everyMs = 3_000,
  growthMb = 32,
  busyShare = 0.25,
  collect = collector(),
}: RestOptions = {}): { stop(): void } {
  let kept = 0;
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > busyShare || held() - kept < growthMb * 1024 * 1024) return;
    collect();
    kept = held();
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** V8 gives `gc` to contexts made after the flag; this spares users a flag on the command line. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return z.custom<() => void>((value) => typeof value === 'function').parse(runInNewContext('gc'));
}
