import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

/** The part of a worthwhile growth up to which little was allocated. */
const STILL = 0.125;

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
 * resident on a machine with room, hundreds of megabytes of it, for as long as nothing happens. Growth is collected
 * twice: only a collection with little allocated before it lets V8 shrink its new space and close up half-empty pages,
 * which the first one leaves at 60 MB after 1,000 followers have come.
 */
export function collectAtRest({
  everyMs = 3_000,
  growthMb = 32,
  busyShare = 0.25,
  collect = collector(),
}: RestOptions = {}): { stop(): void } {
  const worth = growthMb * 1024 * 1024;
  let kept = 0;
  let again = false;
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    const growth = held() - kept;
    const grown = growth >= worth;
    if (utilization > busyShare || !(grown || (again && growth < worth * STILL))) return;
    collect();
    kept = held();
    again = grown;
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
