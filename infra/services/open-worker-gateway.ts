import type { AccessWatch } from '../../adapters/access/access-watch.js';
import { readInstanceId } from '../../adapters/access/instance-id.js';
import { watchConnections } from '../../adapters/access/provider-connections.js';
import { createSealing } from '../../adapters/access/sealed-text.js';
import type { PayloadKey } from '../../adapters/payloads/payload-keys.js';
import type { Database } from '../../adapters/state/database.js';
import type { Gateway } from '../../contracts/gateway.js';
import type { Env } from '../env.js';
import type { Log } from '../logger.js';
import { openGateway } from './open-gateway.js';

interface WorkerGatewayParts {
  readonly database: Database;
  readonly watch: AccessWatch;
  /** They open the keys of the administrator's providers. */
  readonly secrets: readonly PayloadKey[];
  readonly log: Pick<Log, 'warn'>;
}

/** The gateway for the steps of runs, which ask the same providers as the API, as they stand now. */
export async function openWorkerGateway(env: Env, parts: WorkerGatewayParts) {
  const { database, watch, secrets, log } = parts;
  const warn = (err: unknown, provider: string) =>
    log.warn({ err, provider }, 'the key of a provider cannot be opened');
  const sealing = createSealing(secrets);
  const connections = watchConnections({ database, watch, sealing, warn });
  const opened = openGateway(env, { connections, embedder: () => undefined });
  const gateway: Pick<Gateway, 'models' | 'offers' | 'stream' | 'draw'> = {
    async models(remote, signal) {
      await watch.fresh();
      return opened.models(remote, signal);
    },
    async offers(model, signal) {
      await watch.fresh();
      return opened.offers(model, signal);
    },
    stream: opened.stream,
    async draw(model, order, signal) {
      await watch.fresh();
      return opened.draw(model, order, signal);
    },
  };
  return { gateway, instanceId: await readInstanceId(database) };
}
