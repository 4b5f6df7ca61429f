import { performance } from 'node:perf_hooks';

const TICK_MS = 10;

/** Runs work and says for how long at most nothing else could run beside it. */
export async function longestGap<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly gapMs: number }> {
  let last = performance.now();
  let gapMs = 0;
  const tick = () => {
    const now = performance.now();
    gapMs = Math.max(gapMs, now - last - TICK_MS);
    last = now;
  };
  const ticking = setInterval(tick, TICK_MS);
  try {
    const result = await work();
    tick();
    return { result, gapMs };
  } finally {
    clearInterval(ticking);
  }
}
