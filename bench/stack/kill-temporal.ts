import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../../infra/home/process-identity.js';

/** Ends Temporal's server by SIGKILL. It is supervised and starts again by itself; one that is just down stays down. */
export async function killTemporal(home: string): Promise<void> {
  const pid = Number(await readFile(join(home, 'temporal.pid'), 'utf8').catch(() => ''));
  if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGKILL');
}
