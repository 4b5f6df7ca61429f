import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { patchSettings } from './patch-settings.js';

const START_LIMIT_MS = 120_000;

/** Waits until an API answers. Throws when its process ends before, and after two minutes. */
export async function untilReady(api: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < START_LIMIT_MS; waited += 100) {
    if (child.exitCode !== null) throw new Error(`The product ended with code ${child.exitCode}.`);
    const reply = await fetch(`${api}/api/v1/health`).catch(() => undefined);
    if (reply?.ok) return;
    await sleep(100);
  }
  throw new Error('The product was not ready in time.');
}

/** Limits are there for strangers; a measurement may ask as often as it likes, and is counted all the same. */
export function liftLimit(api: string): Promise<void> {
  return patchSettings(api, { ip_limit: { max_requests: 1_000_000, window_seconds: 60 } });
}
