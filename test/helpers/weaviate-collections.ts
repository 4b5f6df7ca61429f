import { randomUUID } from 'node:crypto';
import { realServer } from './real-server.js';

/** The real server, and a prefix for collections that are not there yet. */
export function weaviateOptions(url: string) {
  return {
    url,
    grpcPort: Number(realServer('WEAVIATE_GRPC_PORT') ?? 50_051),
    prefix: `PlumblineTest${randomUUID().replaceAll('-', '')}`,
  };
}
