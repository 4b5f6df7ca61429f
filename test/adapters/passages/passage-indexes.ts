import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLancePassages } from '../../../adapters/passages/lance-passages.js';
import type { PassageIndex } from '../../../contracts/passage-index.js';

interface TestIndex {
  readonly index: PassageIndex;
  remove(): Promise<void>;
}

/** The indexes that every test of passages runs on: LanceDB always, Weaviate where there is one. */
export const TEST_INDEXES: readonly { name: string; create: () => Promise<TestIndex> }[] = [
  { name: 'LanceDB', create: createOnLance },
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
