import { once, setMaxListeners } from 'node:events';
import { createServer, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import type { ApiParts } from './api-parts.js';
import { appParts, composeApp } from './app.js';
import { reconcile } from './reconciler.js';

interface Address {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface RunningApi {
  /** Where it answers, such as http://127.0.0.1:8001. */
  readonly url: string;
  /** Takes nothing new, lets answers and streams end, and is done within 5 s. Repeating is harmless. */
  close(): Promise<void>;
}

/** Serves the API and settles lost runs. Throws when the port is taken, naming PORT. */
export async function startApi({ host, port, ...given }: ApiParts & Address): Promise<RunningApi> {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // one for each follower
  const parts = appParts(guarded(given, host), closing.signal);
  const server = createServer(composeApp(parts).callback());
  await listen(server, { host, port });
  const reconciling = reconcile(parts);

  let closed: Promise<void> | undefined;
  const close = async () => {
    closing.abort();
    await drain(server, parts.timing.drainMs);
    await reconciling;
  };
  return {
    url: urlOf(server, host),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/**
 * Names are only checked on loopback, where a browser on this machine is the way in from outside.
 * Beyond loopback nothing is open.
 */
function guarded(parts: ApiParts, host: string): ApiParts {
  const loopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return loopback
    ? { ...parts, allowedHosts: parts.allowedHosts ?? [] }
    : { ...parts, openAccess: false };
}

async function listen(server: Server, { host, port }: Address): Promise<void> {
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(listenMessage(cause, { host, port }), { cause });
  }
}

function listenMessage(cause: unknown, { host, port }: Address): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program: end it, or set PORT to a free one`;
    case 'EACCES':
      return `Port ${port} needs more rights than this program has: set PORT to one above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}: set HOST to one that it has`;
    default:
      return `The API cannot listen on ${host}:${port}`;
  }
}

async function drain(server: Server, drainMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const timer = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearTimeout(timer);
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
