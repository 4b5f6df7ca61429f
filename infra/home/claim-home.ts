import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, startOf } from './process-identity.js';

const Owner = z.object({ pid: z.int().positive(), start: z.string().optional() });
type Owner = z.infer<typeof Owner>;

/** A data folder that this process owns until it lets go. */
export interface ClaimedHome {
  readonly folder: string;
  release(): Promise<void>;
}

/** Another process owns the data folder. */
export class HomeInUseError extends Error {
  override readonly name = 'HomeInUseError';
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. ` +
        'Stop that one first, or set PLUMBLINE_HOME and PORT to run a second instance.',
    );
    this.pid = pid;
  }
}

/**
 * Claims a data folder for this process, because its embedded stores have no lock of their own.
 * The lock of a process that is gone is taken over. Throws HomeInUseError while the owner lives.
 */
export async function claimHome(folder: string): Promise<ClaimedHome> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = join(folder, 'lock');
  for (let tries = 0; tries < 3; tries++) {
    if (await writeLock(lock)) return { folder, release: () => rm(lock, { force: true }) };
    const owner = await readLock(lock);
    if (owner !== undefined && (await isOwner(owner))) throw new HomeInUseError(folder, owner.pid);
    await rm(lock, { force: true });
  }
  throw new Error(`The lock ${lock} cannot be taken over; remove it when no instance is running.`);
}

async function writeLock(lock: string): Promise<boolean> {
  const owner: Owner = { pid: process.pid, start: await startOf(process.pid) };
  try {
    const file = await open(lock, 'wx', 0o600);
    await file.writeFile(JSON.stringify(owner));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined when the lock is gone, or was left half written. */
async function readLock(lock: string): Promise<Owner | undefined> {
  try {
    return Owner.parse(JSON.parse(await readFile(lock, 'utf8')));
  } catch {
    return undefined;
  }
}

async function isOwner({ pid, start }: Owner): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const now = await startOf(pid);
  return start === undefined || now === undefined || start === now;
}
