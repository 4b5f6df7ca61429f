import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLancePassages } from '../../../adapters/passages/lance-passages.js';
import { createWeaviateConnection } from '../../../adapters/passages/weaviate-connection.js';
import { createWeaviatePassages } from '../../../adapters/passages/weaviate-passages.js';
import type { PassageIndex } from '../../../contracts/passage-index.js';
import { realServer } from '../../helpers/real-server.js';

interface TestIndex {
  readonly index: PassageIndex;
  remove(): Promise<void>;
}

/** The indexes that every test of passages runs on: LanceDB always, Weaviate where there is one. */
export const TEST_INDEXES: readonly { name: string; create: () => Promise<TestIndex> }[] = [
  { name: 'LanceDB', create: createOnLance },
  ...weaviateIndexes(realServer('WEAVIATE_URL')),
];

async function createOnLance(): Promise<TestIndex> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-passages-'));
  const index = await createLancePassages(folder);
  return {
    index,
    async remove() {
      await index.close();
      await rm(folder, { recursive: true });
    },
  };
}

function weaviateIndexes(url: string | undefined) {
  if (url === undefined) return [];
  return [{ name: 'Weaviate', create: () => createOnWeaviate(url) }];
}

async function createOnWeaviate(url: string): Promise<TestIndex> {
  const grpcPort = Number(realServer('WEAVIATE_GRPC_PORT') ?? 50_051);
  const prefix = `PlumblineTest${randomUUID().replaceAll('-', '')}`;
  const index = createWeaviatePassages({ url, grpcPort, prefix });
  return {
    index,
    async remove() {
      await index.close();
      const connection = createWeaviateConnection({ url, grpcPort });
      const { collections } = await connection.client();
      for (const { name } of await collections.listAll())
        if (name.startsWith(`${prefix}_`)) await collections.delete(name);
      await connection.close();
    },
  };
}
