import type { Component } from '../../contracts/health.js';
import type { Env } from '../env.js';
import { searchPath } from '../env.js';
import type { Log } from '../logger.js';
import { startDevServer } from './dev-server.js';
import { findTemporalBinary } from './find-binary.js';

/** The Temporal server of this instance. */
export interface Temporal {
  readonly address: string;
  /** Its own web page, when there is one that we know of. */
  readonly pageUrl: string | null;
  readonly component: Component;
  close(): Promise<void>;
}

interface OpenOptions {
  readonly log: Log;
  tell(line: string): void;
}

/** Temporal at the address of the settings, else a dev server of our own with its history in the data folder. */
export async function openTemporal(env: Env, { log, tell }: OpenOptions): Promise<Temporal> {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_UI_URL: page } = env;
  if (address !== undefined) {
    const component: Component = {
      name: 'Temporal',
      state: 'ready',
      using: address,
      why: 'TEMPORAL_ADDRESS is set',
    };
    return { address, pageUrl: page ?? null, component, close: async () => {} };
  }
  const binary = await findTemporalBinary({ searchPath: searchPath(), log: tell });
  const server = await startDevServer({
    binary: binary.path,
    folder: env.PLUMBLINE_HOME,
    port: env.PORT,
    onExit: (message) => log.error({}, message),
  });
  return {
    address: server.address,
    pageUrl: server.pageUrl,
    component: {
      name: 'Temporal',
      state: 'ready',
      using: `dev server on ${server.address}`,
      why: `TEMPORAL_ADDRESS is not set; the program is from ${binary.from}`,
    },
    close: () => server.stop(),
  };
}
