import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endChild } from './end-child.js';
import { freePort } from './free-port.js';
import { killTemporal } from './kill-temporal.js';
import { liftLimit, untilReady } from './until-ready.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

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
    await endChild(child, 'SIGINT');
    await rm(home, { recursive: true, force: true });
  };
  try {
    await untilReady(api, child);
    await liftLimit(api);
    const secondsToReady = (performance.now() - startedAt) / 1_000;
    const killAndRestart = async (parts: KilledParts = 'both') => {
      if (parts !== 'product') await killTemporal(home);
      if (parts !== 'temporal') {
        await endChild(child, 'SIGKILL');
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
