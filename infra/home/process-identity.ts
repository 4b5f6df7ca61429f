import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** True when a process of that id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process exists all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * A word that tells a process from a later one with the same id: when it was started.
 * Undefined when the system does not say.
 */
export async function startOf(pid: number): Promise<string | undefined> {
  try {
    // The second field may hold spaces and brackets; the start time is the 20th after its last bracket (proc(5)).
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return ps(pid, 'lstart=');
  }
}

/** The command line of a process, or undefined when there is none. */
export async function commandOf(pid: number): Promise<string | undefined> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
  } catch {
    return ps(pid, 'args=');
  }
}

async function ps(pid: number, column: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-p', String(pid), '-o', column]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
