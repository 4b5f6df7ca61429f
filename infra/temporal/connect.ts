import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../contracts/search-attributes.js';
import type { Env } from '../env.js';

interface Address {
  readonly address: string;
  readonly tls?: boolean;
  readonly apiKey?: string;
}

/** How to reach a Temporal server: with a key the connection is encrypted. */
export function addressOf({ TEMPORAL_API_KEY }: Env, address: string): Address {
  return TEMPORAL_API_KEY === undefined
    ? { address }
    : { address, tls: true, apiKey: TEMPORAL_API_KEY };
}

/** A client connection that is made when it is first needed, so that the API starts while Temporal is away. */
export function connectClient(env: Env, address: string): Connection {
  return Connection.lazy({
    ...addressOf(env, address),
    // A server that comes back is used again at once, however long it was away.
    channelArgs: { 'grpc.max_reconnect_backoff_ms': 2_000 },
  });
}

/** A worker's connection; tries until `limitMs` is over. */
export async function connectWorker(
  env: Env,
  address: string,
  limitMs: number,
): Promise<NativeConnection> {
  const until = Date.now() + limitMs;
  for (;;) {
    try {
      return await NativeConnection.connect(addressOf(env, address));
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Adds our search attributes to a server that lacks them. */
export async function ensureSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(SEARCH_ATTRIBUTES).filter((name) => !(name in customAttributes));
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;
