import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const START_LIMIT_MS = 120_000;

/** `product` is the process of the API and the workers; Temporal's server is a process of its own. */
export type KilledParts = 'product' | 'temporal' | 'both';

export interface OwnStack {
  readonly api: string;
  readonly pid: number;
  readonly secondsToReady: number;
  /** The data folder. */
  readonly home: string;
  close(): Promise<void>;
  /** Ends what is named by SIGKILL, and waits until it answers again on the same data. */
  killAndRestart(parts?: KilledParts): Promise<void>;
}

interface StackOptions {
  readonly enginePort: number;
  readonly pagePort: number;
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/** Starts the built product in a process and a data folder of its own, over the stand-ins, without any model. */
export async function startOwnStack({
  enginePort,
  pagePort,
  settings = {},
}: StackOptions): Promise<OwnStack> {
  if (!existsSync(MAIN)) throw new Error('Nothing is built yet: run `npm run build` first.');
  const home = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const port = await freePort();
  const startedAt = performance.now();
  const start = () =>
    spawn(process.execPath, [MAIN, 'start'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PLUMBLINE_HOME: home,
        HOST: '127.0.0.1',
        PORT: String(port),
        CHAT_MODEL: 'none',
        EMBEDDING_MODEL: 'none',
        KEYLESS_SEARCH: 'false',
        SEARXNG_URL: `http://127.0.0.1:${enginePort}`,
        ALLOWED_PRIVATE_HOSTS: `127.0.0.1:${pagePort}`,
        ...settings,
      },
    });
  let child = start();
  const api = `http://127.0.0.1:${port}`;
  const close = async () => {
    await stop(child);
    await rm(home, { recursive: true, force: true });
  };
  try {
    await untilReady(api, child);
    await liftLimit(api);
    const secondsToReady = (performance.now() - startedAt) / 1_000;
    const killAndRestart = async (parts: KilledParts = 'both') => {
      if (parts !== 'product') process.kill(await temporalPid(home), 'SIGKILL');
      if (parts !== 'temporal') {
        await kill(child);
        child = start();
      }
      await untilReady(api, child);
    };
    return { api, pid: child.pid ?? 0, secondsToReady, home, close, killAndRestart };
  } catch (error) {
    await close();
    throw error;
  }
}

async function untilReady(api: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < START_LIMIT_MS; waited += 100) {
    if (child.exitCode !== null) throw new Error(`The product ended with code ${child.exitCode}.`);
    const reply = await fetch(`${api}/api/v1/health`).catch(() => undefined);
    if (reply?.ok) return;
    await sleep(100);
  }
  throw new Error('The product was not ready in time.');
}

/** Limits are there for strangers; a measurement may ask as often as it likes, and is counted all the same. */
async function liftLimit(api: string): Promise<void> {
  const reply = await fetch(`${api}/api/admin/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ip_limit: { max_requests: 1_000_000, window_seconds: 60 } }),
  });
  if (!reply.ok) throw new Error(`The limit of requests cannot be lifted: ${await reply.text()}`);
}

async function temporalPid(home: string): Promise<number> {
  return Number(await readFile(join(home, 'temporal.pid'), 'utf8'));
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
}
