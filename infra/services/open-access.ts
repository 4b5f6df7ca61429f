import { type AccessWatch, watchAccess } from '../../adapters/access/access-watch.js';
import { createAuditLog } from '../../adapters/access/audit-log.js';
import { createCallerDirectory } from '../../adapters/access/caller-directory.js';
import { createChangeAccess } from '../../adapters/access/change-access.js';
import { checkPepper, makeFirstAdministrator } from '../../adapters/access/first-administrator.js';
import { readInstanceId } from '../../adapters/access/instance-id.js';
import { createKeyDirectory } from '../../adapters/access/key-directory.js';
import { createKeyHash } from '../../adapters/access/key-hash.js';
import { createKeyStore } from '../../adapters/access/key-store.js';
import { createLastUsed } from '../../adapters/access/last-used.js';
import { createLinkSigner } from '../../adapters/access/link-signer.js';
import { createOidcDirectory } from '../../adapters/access/oidc-directory.js';
import { readPepper } from '../../adapters/access/pepper.js';
import { watchConnections } from '../../adapters/access/provider-connections.js';
import { createProviderStore } from '../../adapters/access/provider-store.js';
import { createRateLimits } from '../../adapters/access/rate-limits.js';
import { createSealing } from '../../adapters/access/sealed-text.js';
import { createSettingsStore } from '../../adapters/access/settings-store.js';
import { createSharedCounters } from '../../adapters/access/shared-counters.js';
import { createUsageLog } from '../../adapters/access/usage-log.js';
import { createUserStore } from '../../adapters/access/user-store.js';
import type { PayloadKey } from '../../adapters/payloads/payload-keys.js';
import type { Database } from '../../adapters/state/database.js';
import type { CallerDirectory } from '../../contracts/callers.js';
import type { Env } from '../env.js';
import type { Log } from '../logger.js';

type OidcParts = Parameters<typeof createOidcDirectory>[0];

interface AccessParts {
  readonly database: Database;
  readonly secrets: readonly PayloadKey[];
  readonly log?: Pick<Log, 'warn'> | undefined;
  /** The one of this process, which whoever opened it closes; without it there is one of its own. */
  readonly watch?: AccessWatch | undefined;
}

export type OpenAccess = Awaited<ReturnType<typeof openAccess>>;

/** Opens what decides who may do what: only processes that answer requests need it. */
export async function openAccess(env: Env, parts: AccessParts) {
  const { database, secrets, log } = parts;
  checkOidc(env);
  const pepper = await readPepper({ setting: env.KEY_PEPPER, folder: env.PLUMBLINE_HOME });
  const hash = createKeyHash(pepper);
  const making = { hash, prefix: env.API_KEY_PREFIX };
  const watch = parts.watch ?? watchAccess(database);
  const change = createChangeAccess(database, watch);
  const lastUsed = createLastUsed(database);
  const adminKey = env.ADMIN_API_KEY;
  const users = createUserStore(database, change);
  const settings = createSettingsStore({ database, watch, change });
  const counters = createSharedCounters(database);
  const sealing = createSealing(secrets);
  const warn = (err: unknown, provider: string) =>
    log?.warn({ err, provider }, 'the key of a provider cannot be opened');
  const connections = watchConnections({ database, watch, sealing, warn });
  const callers = createCallerDirectory(
    createKeyDirectory({ database, watch, hash, lastUsed, adminKey }),
    oidcOf(env, { users, watch }),
  );
  const usage = createUsageLog(database);
  async function close(): Promise<void> {
    await usage.close();
    counters.close();
    await lastUsed.close();
    if (parts.watch === undefined) await watch.close();
  }
  await watch.check().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    callers,
    keys: createKeyStore({ database, change, making }),
    users,
    settings,
    providers: createProviderStore({ database, change, sealing }),
    /** The providers with their keys, for the gateway alone. */
    connections,
    audit: createAuditLog(database),
    limits: createRateLimits(counters),
    usage,
    links: createLinkSigner(pepper),
    instanceId: await readInstanceId(database),
    /** Throws ServiceError 'not-configured' when keys made here would not work elsewhere. */
    checkPepper: () => checkPepper(change, making),
    /** The key of the first administrator, at the first start of all; nobody can show it again. */
    async firstKey(): Promise<string | undefined> {
      if (adminKey !== undefined) return undefined;
      return (await makeFirstAdministrator(change, making))?.key;
    },
    close,
  };
}

function checkOidc({ OIDC_ISSUER, OIDC_AUDIENCE }: Env): void {
  if (OIDC_ISSUER !== undefined && OIDC_AUDIENCE === undefined)
    throw new Error('Set OIDC_AUDIENCE too: without it, tokens for other services would be taken.');
}

function oidcOf(env: Env, parts: Pick<OidcParts, 'users' | 'watch'>): CallerDirectory | undefined {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = env;
  if (issuer === undefined || audience === undefined) return undefined;
  const roles = { roleClaim: env.OIDC_ROLE_CLAIM, adminRole: env.OIDC_ADMIN_ROLE };
  return createOidcDirectory({ issuer, audience, ...roles, ...parts });
}

/** What a person is told of the first key, once. */
export function firstKeyNote(key: string): string {
  return `Administrator key, shown this once: ${key}\nKeep it in a safe place; more are made with: npm run keys -- create`;
}
