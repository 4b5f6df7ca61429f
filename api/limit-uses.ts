import type { Settings } from '../contracts/administration.js';
import type { Caller } from '../contracts/callers.js';
import type { LimitUse } from '../contracts/limits.js';
import { clientNetwork } from './client-network.js';
import { endpointUses } from './endpoint-limits.js';

/** Reading is free on this machine: a page that follows runs asks often. */
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const LIMITED = /^\/(v1|api\/v1)(\/|$)/i;

interface LimitedRequest {
  readonly method: string;
  readonly path: string;
  readonly ip: string;
  readonly caller: Caller;
}

/** What a request counts towards. Administration is never limited, so that limits can always be changed. */
export function limitUses(
  { method, path, ip, caller }: LimitedRequest,
  settings: Settings,
): LimitUse[] {
  if (!LIMITED.test(path)) return [];
  const known = caller.via === 'key' || caller.via === 'token';
  const free = caller.via === 'loopback' && READING.has(method);
  const subject = known ? (caller.countedAs ?? caller.keyId ?? caller.owner) : clientNetwork(ip);
  const uses: (LimitUse | undefined)[] = known
    ? [
        use(`key ${subject}`, caller.limit ?? settings.key_limit),
        use('global', settings.global_limit),
      ]
    : [free ? undefined : addressUse(ip, settings)];
  const ofEndpoints = endpointUses(settings.endpoint_limits, { method, path, subject });
  return [...uses, ...ofEndpoints].filter((each) => each !== undefined);
}

/** What a request counts towards whose key was refused, or that sent none where one is needed. */
export function addressUse(ip: string, { ip_limit }: Settings): LimitUse | undefined {
  return use(`address ${clientNetwork(ip)}`, ip_limit);
}

function use(counter: string, limit: LimitUse['limit'] | null): LimitUse | undefined {
  return limit === null ? undefined : { counter, limit };
}
