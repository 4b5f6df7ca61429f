import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
/** A server that prints nothing for so long may be of a version with other words: whoever connects will see. */
const WAIT_LIMIT_MS = 30_000;

/** The words of Unix and of Windows. */
const PORT_TAKEN = /address already in use|only one usage of each socket address/i;

/** How a server fares after its start. */
export type Fate = 'listening' | 'ports-taken' | 'ended';

/**
 * Waits for what a server prints first: its address, or why it ended. An open port would say nothing, as it may be the
 * port of another server that was faster.
 */
export async function firstWords(
  logFile: string,
  { port, ended }: { readonly port: number; readonly ended: AbortSignal },
): Promise<Fate> {
  for (let waited = 0; waited < WAIT_LIMIT_MS; waited += LOOK_EVERY_MS) {
    const over = ended.aborted;
    const printed = await readFile(logFile, 'utf8').catch(() => '');
    if (over) return PORT_TAKEN.test(printed) ? 'ports-taken' : 'ended';
    if (new RegExp(`localhost:${port}\\b`).test(printed)) return 'listening';
    await sleep(LOOK_EVERY_MS, undefined, { signal: ended }).catch(() => {});
  }
  return 'listening';
}
