import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createVectorGroups } from '../../../adapters/state/vector-groups.js';
import { TEST_DATABASES } from './test-database.js';
import { useDatabase } from './use-database.js';

const TINY = { model: 'tiny', dimension: 3 };
const OTHER = { model: 'other', dimension: 5 };

describe.each(TEST_DATABASES)('models of groups, on $name', ({ create }) => {
  const database = useDatabase(create);

  const newGroup = () => ({ owner: 'ann', groupId: randomUUID() });

  test('the first to write decides, and later ones are told its model', async () => {
    const groups = createVectorGroups(database());
    const group = newGroup();

    expect(await groups.find(group)).toBeUndefined();
    expect(await groups.claim(group, TINY)).toEqual(TINY);
    expect(await groups.claim(group, OTHER)).toEqual(TINY);
    expect(await groups.find(group)).toEqual(TINY);
  });

  test('of many who write at once all are told the same model', async () => {
    const groups = createVectorGroups(database());
    const group = newGroup();
    const wanted = Array.from({ length: 16 }, (_, at) => ({ model: `m${at}`, dimension: at + 1 }));

    const told = await Promise.all(wanted.map((model) => groups.claim(group, model)));

    expect(new Set(told.map(({ model }) => model)).size).toBe(1);
    expect(wanted).toContainEqual(told[0]);
    expect(await groups.find(group)).toEqual(told[0]);
  });

  test('a group that is forgotten may have another model', async () => {
    const groups = createVectorGroups(database());
    const group = newGroup();
    await groups.claim(group, TINY);

    expect(await groups.forget(group)).toBe(true);
    expect(await groups.forget(group)).toBe(false);
    expect(await groups.claim(group, OTHER)).toEqual(OTHER);
  });

  test('groups of other owners, and of names that look alike, are other groups', async () => {
    const groups = createVectorGroups(database());
    const group = newGroup();
    await groups.claim(group, TINY);
    const { owner, groupId } = group;
    const lone = '\ud800';

    for (const other of [
      { owner: 'bob', groupId },
      ...[`${groupId} `, `${groupId}\0`, `${groupId}${lone}`].map((id) => ({ owner, groupId: id })),
      { owner, groupId: lone.repeat(500) },
    ])
      expect(await groups.claim(other, OTHER)).toEqual(OTHER);
    expect(await groups.find(group)).toEqual(TINY);
  });
});
