import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLancePassages } from '../../../adapters/passages/lance-passages.js';
import { createWeaviatePassages } from '../../../adapters/passages/weaviate-passages.js';
import { removeCollections } from '../../../bench/passages/remove-collections.js';
import type { PassageIndex } from '../../../contracts/passage-index.js';
import { realServer } from '../../helpers/real-server.js';
import { weaviateOptions } from '../../helpers/weaviate-collections.js';

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
  const { prefix, ...server } = weaviateOptions(url);
  const index = createWeaviatePassages({ ...server, prefix });
  return {
    index,
    async remove() {
      await index.close();
      await removeCollections({ ...server, prefix });
    },
  };
}
