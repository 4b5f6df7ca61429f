import { expect, onTestFinished, test } from 'vitest';
import { createLanceVectors } from '../../../adapters/vectors/lance-vectors.js';
import { createOnLance, newSpace, turned } from './vector-stores.js';

const ALL = { vector: [1, 0], conditions: [], limit: 100 };

test('what was written is found by the next process, also when the first was not closed', async () => {
  const { folder, store, remove } = await createOnLance();
  onTestFinished(remove);
  const space = newSpace();
  await store.upsert(space, [turned(0)]);

  const next = await createLanceVectors(folder);
  onTestFinished(() => next.close());

  expect(await next.search(space, ALL)).toHaveLength(1);
  expect(await next.holdings(space.owner)).toMatchObject([{ model: 'tiny', documents: 1 }]);
});

test('among many documents an index finds the nearest of a group', async () => {
  const { folder, remove } = await createOnLance();
  onTestFinished(remove);
  const store = await createLanceVectors(folder, { indexVectorsFrom: 200 });
  const space = newSpace({ dimension: 8 });
  const documents = Array.from({ length: 600 }, (_, at) => {
    const [x = 0, y = 0] = turned((at * 360) / 600).vector;
    const groupId = at % 2 === 0 ? 'even' : 'odd';
    return turned(at, { id: String(at), groupId, vector: [x, y, 0, 0, 0, 0, 0, 0] });
  });
  await store.upsert(space, documents);
  await store.close(); // which tidies, and so indexes

  const again = await createLanceVectors(folder, { indexVectorsFrom: 200 });
  onTestFinished(() => again.close());
  const vector = [1, 0, 0, 0, 0, 0, 0, 0];
  const hits = await again.search(space, { ...ALL, vector, groupId: 'odd', limit: 4 });

  expect(hits.map(({ id }) => id).sort()).toEqual(['1', '3', '597', '599']);
});
