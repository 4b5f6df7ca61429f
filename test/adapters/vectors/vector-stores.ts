import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLanceVectors } from '../../../adapters/vectors/lance-vectors.js';
import { createWeaviateVectors } from '../../../adapters/vectors/weaviate-vectors.js';
import { removeCollections } from '../../../bench/passages/remove-collections.js';
import type { VectorDocument, VectorSpace, VectorStore } from '../../../contracts/vector-store.js';
import { realServer } from '../../helpers/real-server.js';
import { weaviateOptions } from '../../helpers/weaviate-collections.js';

interface TestStore {
  readonly store: VectorStore;
  remove(): Promise<void>;
}

/** The stores that every test of vectors runs on: LanceDB always, Weaviate where there is one. */
export const TEST_STORES: readonly { name: string; create: () => Promise<TestStore> }[] = [
  { name: 'LanceDB', create: createOnLance },
  ...weaviateStores(realServer('WEAVIATE_URL')),
];

export async function createOnLance(): Promise<TestStore & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-vectors-'));
  const store = await createLanceVectors(folder);
  return {
    folder,
    store,
    async remove() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

function weaviateStores(url: string | undefined) {
  if (url === undefined) return [];
  return [{ name: 'Weaviate', create: () => createOnWeaviate(url) }];
}

async function createOnWeaviate(url: string): Promise<TestStore> {
  const { prefix, ...server } = weaviateOptions(url);
  const store = createWeaviateVectors({ ...server, prefix });
  return {
    store,
    async remove() {
      await store.close();
      await removeCollections({ ...server, prefix });
    },
  };
}

/** What one owner has, who has nothing yet. */
export function newSpace(changes: Partial<VectorSpace> = {}): VectorSpace {
  return { owner: randomUUID(), model: 'tiny', dimension: 2, ...changes };
}

/** A document whose vector is turned so many degrees away from [1, 0]. */
export function turned(degrees: number, changes: Partial<VectorDocument> = {}): VectorDocument {
  const angle = (degrees * Math.PI) / 180;
  const id = `at ${degrees}`;
  const vector = [Math.cos(angle), Math.sin(angle)];
  return { id, groupId: 'g', text: `text ${id}`, metadata: {}, vector, ...changes };
}
