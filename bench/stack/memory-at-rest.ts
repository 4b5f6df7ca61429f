import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessUse, processTree } from './process-tree.js';

/** The product gives memory back within seconds of the last work; until then it is garbage that nobody has collected. */
const SETTLE_SECONDS = 20;

/** The least that a process and its children hold while they rest. */
export async function memoryAtRest(pid: number): Promise<readonly ProcessUse[]> {
  let least = await processTree(pid);
  for (let second = 0; second < SETTLE_SECONDS; second++) {
    await sleep(1_000);
    const now = await processTree(pid);
    if (megabytesOf(now) < megabytesOf(least)) least = now;
  }
  return least;
}

export function megabytesOf(processes: readonly ProcessUse[]): number {
  return processes.reduce((total, { megabytes }) => total + megabytes, 0);
}
