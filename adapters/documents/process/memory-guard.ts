import { Worker } from 'node:worker_threads';
import { MEMORY_MARK } from './memory-mark.js';

/** How often the memory is looked at: inflating fills less than a hundred megabytes in this time. */
const EVERY_MS = 50;

/**
 * Ends this process and its group once it holds more memory than the limit, buffers included. A thread looks, because a
 * parser that inflates a bomb never comes back to its event loop.
 */
export function guardMemory(limitMb: number): void {
  // As text, so that a thread starts at once and loads nothing of ours.
  const watch = `
    const { writeSync } = require('node:fs');
    setInterval(() => {
      if (process.memoryUsage.rss() <= ${limitMb * 1024 * 1024}) return;
      writeSync(2, ${JSON.stringify(MEMORY_MARK)});
      process.kill(${-process.pid}, 'SIGKILL');
    }, ${EVERY_MS});`;
  new Worker(watch, { eval: true, execArgv: [] }).unref();
}
