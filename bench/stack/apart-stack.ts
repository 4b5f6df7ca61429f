import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDevServer } from '../../infra/temporal/dev-server.js';
import { findTemporalBinary } from '../../infra/temporal/find-binary.js';
import { apartSettings } from './apart-settings.js';
import { endChild } from './end-child.js';
import { freePort } from './free-port.js';
import { killTemporal } from './kill-temporal.js';
import { liftLimit, untilReady } from './until-ready.js';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

export type ApartPart = 'api' | 'worker' | 'temporal';

export interface ApartStack {
  readonly api: string;
  /** The data folder of all its processes. */
  readonly home: string;
  /** Ends one process by SIGKILL, starts it again, and waits until the API answers. */
  killAndRestart(part: ApartPart): Promise<void>;
  close(): Promise<void>;
}

interface ApartOptions {
  readonly enginePort: number;
  readonly pagePort: number;
  /** A database of its own on PostgreSQL. */
  readonly databaseUrl: string;
}

/**
 * The built product as one process of the API, one of the workers and a Temporal server of its own, without any model.
 * MinIO and Weaviate are those that the environment names.
 */
export async function startApartStack(options: ApartOptions): Promise<ApartStack> {
  const home = await mkdtemp(join(tmpdir(), 'plumbline-apart-'));
  const port = await freePort();
  const temporal = await startTemporal(home, port);
  const env = { ...process.env, ...settingsOf(options), PLUMBLINE_HOME: home, PORT: String(port) };
  const start = (name: 'api' | 'worker') =>
    spawn(process.execPath, [join(DIST, name, 'main.js')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...env, TEMPORAL_ADDRESS: temporal.address },
    });
  const children = { api: start('api'), worker: start('worker') };
  const api = `http://127.0.0.1:${port}`;
  const close = async () => {
    await Promise.all(Object.values(children).map((child) => endChild(child, 'SIGINT')));
    await temporal.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await untilReady(api, children.api);
    await liftLimit(api);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    api,
    home,
    async killAndRestart(part) {
      if (part === 'temporal') await killTemporal(home);
      else {
        await endChild(children[part], 'SIGKILL');
        children[part] = start(part);
      }
      await untilReady(api, children.api);
    },
    close,
  };
}

async function startTemporal(folder: string, port: number) {
  const binary = await findTemporalBinary({ searchPath: process.env['PATH'] ?? '', log() {} });
  return startDevServer({ binary: binary.path, folder, port, onExit() {} });
}

function settingsOf({ enginePort, pagePort, databaseUrl }: ApartOptions) {
  return {
    ...apartSettings(databaseUrl),
    CHAT_MODEL: 'none',
    SEARXNG_URL: `http://127.0.0.1:${enginePort}`,
    ALLOWED_PRIVATE_HOSTS: `127.0.0.1:${pagePort}`,
  };
}
