import { randomUUID } from 'node:crypto';
import { createWeaviateConnection } from '../../adapters/passages/weaviate-connection.js';
import { realServer } from './real-server.js';

/** The real server, and a prefix for collections that are not there yet. */
export function weaviateOptions(url: string) {
  return {
    url,
    grpcPort: Number(realServer('WEAVIATE_GRPC_PORT') ?? 50_051),
    prefix: `PlumblineTest${randomUUID().replaceAll('-', '')}`,
  };
}

/** Deletes all collections whose names begin with a prefix. */
export async function removeCollections({
  prefix,
  ...server
}: ReturnType<typeof weaviateOptions>): Promise<void> {
  const connection = createWeaviateConnection(server);
  const { collections } = await connection.client();
  for (const { name } of await collections.listAll())
    if (name.startsWith(prefix)) await collections.delete(name);
  await connection.close();
}
