import { expect, onTestFinished, test } from 'vitest';
import { createWeaviateVectors } from '../../../adapters/vectors/weaviate-vectors.js';
import { newSpace, turned } from './vector-stores.js';

test('a server that is away is unavailable, each time it is asked, and ends no process', async () => {
  const store = createWeaviateVectors({ url: 'http://127.0.0.1:9', grpcPort: 1, prefix: 'P' });
  onTestFinished(() => store.close());

  for (let times = 0; times < 2; times++) {
    const calls = [store.upsert(newSpace(), [turned(0)]), store.holdings('somebody')];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'unavailable' });
  }
});
