import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../adapters/state/open-database.js';
import { readEnv } from '../../infra/env.js';
import { openAccess } from '../../infra/services/open-access.js';
import { quantile } from '../stack/quantile.js';
import { withScratchDatabase } from '../stack/scratch-database.js';

const WARM_UP = 200;
const TIMES = 2_000;
const ROOT = { owner: 'local', keyId: null };
const LIMIT = { max_requests: 1_000_000, window_seconds: 60 };

/** Milliseconds, median and 99th percentile, of knowing a key and counting it towards its own and the global limit. */
export async function measureKeyCheck(
  server: string,
): Promise<readonly [median: number, p99: number]> {
  return withScratchDatabase(server, measureOn);
}

async function measureOn(databaseUrl: string): Promise<readonly [median: number, p99: number]> {
  const home = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    const database = await openDatabase({ databaseUrl, folder: home });
    const secrets = [{ id: 'bench', secret: Buffer.alloc(32, 7) }];
    const env = readEnv({ PLUMBLINE_HOME: home });
    const { callers, keys, limits, close } = await openAccess(env, { database, secrets });
    const wanted = { owner: 'local', name: 'bench', scopes: ['chat' as const], expires_at: null };
    const { key } = await keys.create(wanted, ROOT);
    const times: number[] = [];
    for (let time = 0; time < WARM_UP + TIMES; time++) {
      const startedAt = performance.now();
      await callers.identify(key);
      const states = await limits.consume([
        { counter: 'key bench', limit: LIMIT },
        { counter: 'global', limit: LIMIT },
      ]);
      if (time >= WARM_UP) times.push(performance.now() - startedAt);
      if (states.length !== 2) throw new Error('a request was not counted');
    }
    await close();
    await database.close();
    return [quantile(times, 0.5), quantile(times, 0.99)];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
