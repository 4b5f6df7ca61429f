import { ServiceError } from '../../contracts/failures.js';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

export type IsAllowedPrivate = (hostname: string, port: string) => boolean;

/** Reads a list of "host:port" and says of a host and port whether they are on it, however they are spelled. */
export function createPrivateHosts(allowed: readonly string[]): IsAllowedPrivate {
  const known = new Set(allowed.map(readEntry));
  return (hostname, port) => known.has(hostAndPort(hostname, port));
}

/** The port a URL is fetched from. */
export function portOf(url: URL): string {
  return url.port || (DEFAULT_PORTS[url.protocol] ?? '');
}

function readEntry(entry: string): string {
  const port = /:(\d{1,5})$/.exec(entry.trim())?.[1];
  const address = `http://${entry.trim()}`;
  if (port === undefined || !URL.canParse(address)) {
    throw new ServiceError(
      'not-configured',
      `ALLOWED_PRIVATE_HOSTS has "${entry}", which is not of the form host:port`,
    );
  }
  return hostAndPort(new URL(address).hostname, port);
}

function hostAndPort(hostname: string, port: string): string {
  return `${hostname.replace(/^\[|\]$/g, '')}:${Number(port)}`;
}
