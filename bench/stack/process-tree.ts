import { readdir, readFile } from 'node:fs/promises';

export interface ProcessMemory {
  readonly pid: number;
  readonly name: string;
  readonly megabytes: number;
}

/** Resident memory of a process and all its descendants, from /proc (Linux). Shared pages count in each. */
export async function processTree(root: number): Promise<ProcessMemory[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(ids.map(statusOf));
  const known = all.filter((status) => status !== undefined);
  const family = new Set([root]);
  // A parent may stand after its child in the list.
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const { pid, parent } of known) if (family.has(parent)) family.add(pid);
  }
  return known.filter(({ pid }) => family.has(pid));
}

async function statusOf(pid: number) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  if (status === undefined) return undefined;
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
  return {
    pid,
    parent: Number(field('PPid')),
    name: field('Name'),
    megabytes: Number(field('VmRSS')) / 1_024,
  };
}
