import { watchAccess } from '../../adapters/access/access-watch.js';
import { watchConnections } from '../../adapters/access/provider-connections.js';
import { createSealing } from '../../adapters/access/sealed-text.js';
import type { PayloadKey } from '../../adapters/payloads/payload-keys.js';
import type { Database } from '../../adapters/state/database.js';
import type { ImageModels } from '../../contracts/image-models.js';
import type { Env } from '../env.js';
import type { Log } from '../logger.js';
import { openGateway } from './open-gateway.js';

interface ImageParts {
  readonly database: Database;
  /** They open the keys of the administrator's providers. */
  readonly secrets: readonly PayloadKey[];
  readonly log: Pick<Log, 'warn'>;
}

/** The image models for workers, which ask the same providers as the API, as they stand now. */
export function openImages(env: Env, { database, secrets, log }: ImageParts) {
  const watch = watchAccess(database);
  const warn = (err: unknown, provider: string) =>
    log.warn({ err, provider }, 'the key of a provider cannot be opened');
  const sealing = createSealing(secrets);
  const connections = watchConnections({ database, watch, sealing, warn });
  const gateway = openGateway(env, { connections, embedder: () => undefined });
  const images: ImageModels = {
    async draw(model, order, signal) {
      await watch.fresh();
      return gateway.draw(model, order, signal);
    },
  };
  return { images, close: () => watch.close() };
}
