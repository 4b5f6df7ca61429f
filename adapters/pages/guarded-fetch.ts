import { Agent, type Dispatcher } from 'undici';
import { ServiceError } from '../../contracts/failures.js';
import { ACCEPTED_ENCODINGS } from './content-decoders.js';
import { createGuardedConnector } from './guarded-connector.js';
import { networkFailure } from './network-failure.js';
import { createPrivateHosts } from './private-hosts.js';
import { bodyPieces, readBody } from './read-body.js';
import { statusFailure } from './status-failure.js';
import { userAgent } from './user-agent.js';
import { webAddress } from './web-address.js';

export interface GuardedFetchOptions {
  /** "host:port" that may be fetched although private. */
  readonly allowedPrivateHosts: readonly string[];
  readonly contact: string;
  readonly redirects: number;
  /** Longest silence while connecting or reading. */
  readonly silenceMs: number;
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  readonly overflow?: 'refuse' | 'cut';
  readonly accept?: string;
  /** Wraps each request, redirects too, for instance to ask robots.txt or to wait for a turn. */
  readonly aroundHop?: (url: URL, hop: () => Promise<Hop>) => Promise<Hop>;
}

export interface Fetched {
  /** Where the body really came from, after redirects. */
  readonly url: URL;
  readonly contentType: string | null;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A body that is on its way; whoever opened it reads it to its end or lets go of the iteration. */
export interface OpenBody {
  readonly url: URL;
  /** The header Content-Disposition, which may name the file. */
  readonly disposition: string | null;
  readonly body: AsyncIterable<Uint8Array>;
}

export type Hop = { readonly location: URL } | { readonly fetched: Fetched };

export interface GuardedFetch {
  /** Gets a body from a public address. Throws ServiceError for whatever keeps it from that. */
  get(url: string, options: FetchOptions): Promise<Fetched>;
  /** The same piece by piece: iterating throws what `get` would throw of the body. */
  open(url: string, options: Pick<FetchOptions, 'signal' | 'maxBytes'>): Promise<OpenBody>;
  close(): Promise<void>;
}

/** Fetches from the public internet alone: every address is checked, at each redirect and when dialled. */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const { allowedPrivateHosts, contact, redirects, silenceMs } = options;
  const agent = new Agent({
    connect: createGuardedConnector(createPrivateHosts(allowedPrivateHosts), silenceMs),
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    keepAliveTimeout: 4_000,
  });
  const headers = { 'user-agent': userAgent(contact), 'accept-encoding': ACCEPTED_ENCODINGS };

  return {
    async get(address, request) {
      const around = request.aroundHop ?? ((_url, hop) => hop());
      return follow(address, (url) =>
        around(url, () => makeHop(agent, url, { ...request, headers })),
      );
    },

    async open(address, request) {
      return follow(address, (url) => openHop(agent, url, { ...request, headers }));
    },

    async close() {
      await agent.destroy();
    },
  };

  async function follow<T>(
    address: string,
    hopTo: (url: URL) => Promise<{ readonly location: URL } | { readonly fetched: T }>,
  ): Promise<T> {
    let url = webAddress(address);
    for (let hops = 0; hops <= redirects; hops++) {
      const result = await hopTo(url);
      if ('fetched' in result) return result.fetched;
      url = result.location;
    }
    throw new ServiceError('unreadable', `${url.host} redirects more than ${redirects} times`);
  }
}

interface HopRequest extends FetchOptions {
  readonly headers: Readonly<Record<string, string>>;
}

async function openHop(agent: Agent, url: URL, request: HopRequest) {
  try {
    const reply = await ask(agent, url, request);
    if (reply.statusCode < 200 || reply.statusCode > 299) return await withoutPage(url, reply);
    const disposition = header(reply, 'content-disposition') ?? null;
    return { fetched: { url, disposition, body: piecesOf(url, reply, request) } };
  } catch (error) {
    request.signal.throwIfAborted();
    throw networkFailure(url.host, error);
  }
}

async function* piecesOf(
  { host }: URL,
  reply: Dispatcher.ResponseData,
  { signal, maxBytes }: HopRequest,
): AsyncGenerator<Uint8Array> {
  const encoding = header(reply, 'content-encoding');
  const length = header(reply, 'content-length');
  const limits = { host, encoding, length, maxBytes, overflow: 'refuse' } as const;
  try {
    yield* bodyPieces(reply.body, limits);
  } catch (error) {
    signal.throwIfAborted();
    throw networkFailure(host, error);
  } finally {
    reply.body.destroy();
  }
}

async function ask(agent: Agent, url: URL, request: HopRequest): Promise<Dispatcher.ResponseData> {
  const { signal, headers, accept = '*/*' } = request;
  const reply = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: 'GET',
    headers: { ...headers, accept },
    signal,
  });
  // A body given up before it is read still ends in an error, which must not end the process.
  reply.body.on('error', () => {});
  return reply;
}

async function makeHop(agent: Agent, url: URL, request: HopRequest): Promise<Hop> {
  const { signal, maxBytes, overflow = 'refuse' } = request;
  try {
    const reply = await ask(agent, url, request);
    if (reply.statusCode < 200 || reply.statusCode > 299) return await withoutPage(url, reply);

    const encoding = header(reply, 'content-encoding');
    const length = header(reply, 'content-length');
    const limits = { host: url.host, encoding, length, maxBytes, overflow };
    const body = await readBody(reply.body, limits).finally(() => reply.body.destroy());
    return { fetched: { url, contentType: header(reply, 'content-type') ?? null, body } };
  } catch (error) {
    signal.throwIfAborted();
    throw networkFailure(url.host, error);
  }
}

/** A redirect is followed by the caller; any other reply without a page is a failure. */
async function withoutPage(
  url: URL,
  reply: Dispatcher.ResponseData,
): Promise<{ readonly location: URL }> {
  // The body is of no use: the connection goes with it, for draining could take for ever.
  reply.body.destroy();
  const location = header(reply, 'location');
  const status = reply.statusCode;
  if (status >= 300 && status < 400 && location !== undefined) {
    return { location: webAddress(location, url) };
  }
  throw statusFailure({ url, status, retryAfter: header(reply, 'retry-after') });
}

function header({ headers }: Dispatcher.ResponseData, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
