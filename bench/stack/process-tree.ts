import { readdir, readFile } from 'node:fs/promises';

/** Linux counts processor time in ticks of 10 ms (proc(5), USER_HZ). */
const TICKS_PER_SECOND = 100;

export interface ProcessUse {
  readonly pid: number;
  readonly name: string;
  /** Resident memory; pages that processes share count in each. */
  readonly megabytes: number;
  /** Since the process began, of all its threads. */
  readonly cpuSeconds: number;
}

/** What a process and all its descendants use, from /proc (Linux). */
export async function processTree(root: number): Promise<ProcessUse[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const known = (await Promise.all(ids.map(useOf))).filter((use) => use !== undefined);
  const family = new Set([root]);
  // A parent may stand after its child in the list.
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const { pid, parent } of known) if (family.has(parent)) family.add(pid);
  }
  return known.filter(({ pid }) => family.has(pid));
}

/** Processor seconds of all of them. */
export function cpuSecondsOf(processes: readonly ProcessUse[]): number {
  return processes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

async function useOf(pid: number) {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
    // The name in brackets may hold spaces; user and system time are the 12th and 13th field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    const megabytes = Number(field('VmRSS')) / 1_024;
    return { pid, parent: Number(field('PPid')), name: field('Name'), megabytes, cpuSeconds };
  } catch {
    return undefined; // it has ended in the meantime
  }
}
