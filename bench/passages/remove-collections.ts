import {
  createWeaviateConnection,
  type WeaviateServer,
} from '../../adapters/passages/weaviate-connection.js';

/** Deletes all collections of a server whose names begin with a prefix. */
export async function removeCollections({
  prefix,
  ...server
}: WeaviateServer & { readonly prefix: string }): Promise<void> {
  const connection = createWeaviateConnection(server);
  const { collections } = await connection.client();
  for (const { name } of await collections.listAll())
    if (name.startsWith(prefix)) await collections.delete(name);
  await connection.close();
}
