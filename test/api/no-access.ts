import { createLinkSigner } from '../../adapters/access/link-signer.js';
import { createGateway } from '../../adapters/gateway/create-gateway.js';
import type { AppParts } from '../../api/api-parts.js';
import { DEFAULT_SETTINGS, type Settings } from '../../contracts/administration.js';
import { away } from './no-state.js';

type AccessParts =
  | 'keys'
  | 'users'
  | 'settings'
  | 'providers'
  | 'audit'
  | 'limits'
  | 'usage'
  | 'images'
  | 'instanceId'
  | 'gateway'
  | 'reranker';

/**
 * The parts of access without a database: every call to them fails, settings stay as given, nothing is limited, and
 * there is no model.
 */
export function noAccess(settings: Partial<Settings> = {}): Pick<AppParts, AccessParts> {
  return {
    keys: { create: away, find: away, list: away, remove: away },
    users: { create: away, find: away, list: away, change: away },
    settings: {
      current: () => ({ ...DEFAULT_SETTINGS, ...settings }),
      fresh: () => undefined,
      change: away,
    },
    providers: {
      list: away,
      find: away,
      create: away,
      change: away,
      remove: away,
      setKey: away,
    },
    audit: { list: away },
    limits: { consume: async () => [] },
    usage: { note: () => {}, report: away },
    images: { links: createLinkSigner('test'), seconds: 60, urlSeconds: 60 },
    instanceId: 'test',
    reranker: undefined,
    gateway: createGateway({
      providers: () => [],
      defaultChat: null,
      defaultEmbedding: null,
    }),
  };
}
