import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MetadataCondition, VectorStore } from '../../../contracts/vector-store.js';
import { newSpace, TEST_STORES, turned } from './vector-stores.js';

const ALL = { vector: [1, 0], conditions: [], limit: 100 };

describe.each(TEST_STORES)('vectors in $name', ({ create }) => {
  let store: VectorStore;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ store, remove } = await create());
  });
  afterAll(() => remove());

  test('the nearest documents come first, as they were kept, with their cosine', async () => {
    const space = newSpace();
    const text = 'It\'s "Zürich" 東京 \u{1f600}\nand more';
    const metadata = { author: { name: "O'Brien" }, tags: ['a', 'b'], year: 2024, none: null };
    await store.upsert(space, [
      turned(90),
      turned(60, { id: "it's; drop", text, metadata }),
      turned(180),
      turned(10),
    ]);

    const hits = await store.search(space, { ...ALL, limit: 3 });

    expect(hits.map(({ id }) => id)).toEqual(['at 10', "it's; drop", 'at 90']);
    expect(hits[1]).toEqual({
      id: "it's; drop",
      groupId: 'g',
      text,
      metadata,
      similarity: expect.closeTo(0.5, 5),
    });
    expect((await store.search(space, ALL)).at(-1)?.similarity).toBeCloseTo(-1, 5);
  });

  test('a document that is written again is kept once, as it is written last', async () => {
    const space = newSpace();
    await store.upsert(space, [turned(5, { id: 'a', metadata: { old: 1 } }), turned(50)]);
    await store.upsert(space, [turned(90, { id: 'a', text: 'new' })]);

    const hits = await store.search(space, ALL);

    expect(hits.map(({ text, metadata }) => [text, metadata])).toEqual([
      ['text at 50', {}],
      ['new', {}],
    ]);
    expect(await idsBy(space, [{ path: 'old', anyOf: [1] }])).toEqual([]);
  });

  test('the same id in two groups is two documents', async () => {
    const space = newSpace();
    await store.upsert(space, [turned(0, { id: 'a' }), turned(0, { id: 'a', groupId: 'g ' })]);

    const ofOne = await store.search(space, { ...ALL, groupId: 'g ' });

    expect(await store.search(space, ALL)).toHaveLength(2);
    expect(ofOne.map(({ groupId }) => groupId)).toEqual(['g ']);
  });

  test('metadata are looked for at their path, and every condition must hold', async () => {
    const space = newSpace();
    await store.upsert(space, [
      turned(1, { id: 'a', metadata: { lang: 'de', year: 2024, tags: ['x', 'y'] } }),
      turned(2, { id: 'b', metadata: { lang: 'en', year: '2024', by: { name: "O'B|,%" } } }),
      turned(3, { id: 'c', metadata: { lang: 'EN', draft: false, note: null } }),
    ]);
    const by = (path: string, ...anyOf: MetadataCondition['anyOf']) => ({ path, anyOf });

    expect(await idsBy(space, [by('lang', 'de')])).toEqual(['a']);
    expect(await idsBy(space, [by('lang', 'de', 'en')])).toEqual(['a', 'b']);
    expect(await idsBy(space, [by('year', 2024)])).toEqual(['a']);
    expect(await idsBy(space, [by('tags', 'y', 'z')])).toEqual(['a']);
    expect(await idsBy(space, [by('by.name', "O'B|,%")])).toEqual(['b']);
    expect(await idsBy(space, [by('draft', false), by('note', null)])).toEqual(['c']);
    expect(await idsBy(space, [by('lang', 'de'), by('draft', false)])).toEqual([]);
  });

  test('nothing is found in what another owner or another model has', async () => {
    const space = newSpace();
    await store.upsert(space, [turned(0)]);

    expect(await store.search(newSpace(), ALL)).toEqual([]);
    expect(await store.search({ ...space, model: 'other' }, ALL)).toEqual([]);
    expect(await store.search(space, ALL)).toHaveLength(1);
  });

  test('it is told by which models an owner has documents, of one group or of all', async () => {
    const space = newSpace();
    const other = { ...space, model: 'wide', dimension: 3 };
    await store.upsert(space, [turned(0), turned(1, { groupId: 'h' })]);
    await store.upsert(
      other,
      [0, 1, 2].map((at) => turned(at, { groupId: 'h', vector: [1, 0, 0] })),
    );

    expect(await store.holdings(space.owner)).toEqual([
      { model: 'wide', dimension: 3, documents: 3 },
      { model: 'tiny', dimension: 2, documents: 2 },
    ]);
    expect(await store.holdings(space.owner, 'g')).toEqual([
      { model: 'tiny', dimension: 2, documents: 1 },
    ]);
    expect(await store.holdings(space.owner, 'nowhere')).toEqual([]);
    expect(await store.holdings(newSpace().owner)).toEqual([]);
  });

  test('a deleted group is gone by all models, and nothing else is', async () => {
    const space = newSpace();
    const other = { ...space, model: 'other' };
    const strange = newSpace();
    const ofH = turned(1, { groupId: 'h' });
    await store.upsert(space, [turned(0), turned(2), ofH]);
    await store.upsert(other, [turned(0)]);
    await store.upsert(strange, [turned(0)]);

    expect(await store.removeGroup(space.owner, 'g')).toBe(3);

    expect(await store.removeGroup(space.owner, 'g')).toBe(0);
    expect((await store.search(space, ALL)).map(({ groupId }) => groupId)).toEqual(['h']);
    expect(await store.search(other, ALL)).toEqual([]);
    expect(await store.search(strange, ALL)).toHaveLength(1);
    await store.upsert(other, [turned(0)]);
    expect(await store.search(other, ALL)).toHaveLength(1);
  });

  test('writers at once lose nothing', async () => {
    const space = newSpace();
    const batches = Array.from({ length: 8 }, (_, batch) =>
      Array.from({ length: 30 }, (_, at) => turned(at, { id: `${batch} ${at}` })),
    );

    await Promise.all(batches.map((batch) => store.upsert(space, batch)));

    expect(await store.holdings(space.owner)).toMatchObject([{ documents: 240 }]);
  });

  async function idsBy(space: ReturnType<typeof newSpace>, conditions: MetadataCondition[]) {
    return (await store.search(space, { ...ALL, conditions })).map(({ id }) => id);
  }
});
