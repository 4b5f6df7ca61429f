import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { ServiceError } from '../../contracts/failures.js';
import type { IsAllowedPrivate } from './private-hosts.js';
import { isPublicAddress } from './public-address.js';

/**
 * Opens connections to public addresses only. The address checked is the one dialled, so that a
 * name cannot be public when asked for and private when connected to.
 */
export function createGuardedConnector(
  isAllowedPrivate: IsAllowedPrivate,
  timeoutMs: number,
): buildConnector.connector {
  const dialAny = buildConnector({ timeout: timeoutMs });
  const dialPublic = buildConnector({ timeout: timeoutMs, lookup: lookupPublic });

  return function connect(options, callback) {
    const { hostname, port, protocol } = options;
    const dialled = port || (protocol === 'https:' ? '443' : '80');
    if (isAllowedPrivate(hostname, dialled)) return dialAny(options, callback);
    // Node looks up names alone: an address written out never reaches the lookup.
    if (isIP(hostname) !== 0 && !isPublicAddress(hostname)) {
      return callback(refusal(hostname), null);
    }
    return dialPublic(options, callback);
  };
}

const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '');
    const reachable = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = reachable;
    if (first === undefined) return callback(refusal(hostname), '');
    if (options.all) return callback(null, reachable);
    return callback(null, first.address, first.family);
  });
};

function refusal(hostname: string): ServiceError {
  return new ServiceError(
    'forbidden',
    `${hostname} is a private or local address, which is not read unless ALLOWED_PRIVATE_HOSTS names it`,
  );
}
