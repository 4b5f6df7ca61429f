import weaviate, { ApiKey, type WeaviateClient } from 'weaviate-client';
import { ServiceError } from '../../contracts/failures.js';

const READY_MS = 5_000;
/** Seconds for one call. */
const LIMITS = { init: 5, query: 30, insert: 120 };

export interface WeaviateServer {
  /** Such as http://127.0.0.1:8080. */
  readonly url: string;
  /** On the same host. */
  readonly grpcPort: number;
  readonly apiKey?: string | undefined;
}

/** Connects when first used, and again after it failed. */
export interface WeaviateConnection {
  /** Throws ServiceError 'unavailable' while the server is not ready, 'not-configured' for what is no address. */
  client(): Promise<WeaviateClient>;
  close(): Promise<void>;
}

export function createWeaviateConnection(server: WeaviateServer): WeaviateConnection {
  let connecting: Promise<WeaviateClient> | undefined;
  return {
    client() {
      connecting ??= connect(server).catch((error: unknown) => {
        connecting = undefined;
        throw error;
      });
      return connecting;
    },
    async close() {
      const client = await connecting?.catch(() => undefined);
      await client?.close();
    },
  };
}

/** The client asks for the server's version on its own, and a server that is away then would end this process. */
async function connect({ url, grpcPort, apiKey }: WeaviateServer): Promise<WeaviateClient> {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'https:';
  await assertReady(url);
  return weaviate.connectToCustom({
    httpHost: hostname,
    httpPort: port === '' ? (secure ? 443 : 80) : Number(port),
    httpSecure: secure,
    grpcHost: hostname,
    grpcPort,
    grpcSecure: secure,
    skipInitChecks: true,
    timeout: LIMITS,
    ...(apiKey === undefined ? {} : { authCredentials: new ApiKey(apiKey) }),
  });
}

async function assertReady(url: string): Promise<void> {
  const signal = AbortSignal.timeout(READY_MS);
  const reply = await fetch(new URL('/v1/.well-known/ready', url), { signal }).catch(
    (cause: unknown) => {
      throw new ServiceError('unavailable', `Weaviate at ${url} cannot be reached.`, { cause });
    },
  );
  await reply.body?.cancel();
  if (!reply.ok) throw new ServiceError('unavailable', `Weaviate at ${url} is not ready.`);
}
