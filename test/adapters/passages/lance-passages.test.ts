import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { expect, onTestFinished, test } from 'vitest';
import { createLancePassages } from '../../../adapters/passages/lance-passages.js';
import { seededRandom } from '../../../bench/seeded-random.js';
import type { NewPassage } from '../../../contracts/passage-index.js';
import { axis, DOCUMENT, newSpace, passage } from './passages.js';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-lance-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('what was written is found by the next process', async () => {
  const folder = await newFolder();
  const space = newSpace();
  const first = await createLancePassages(folder);
  await first.upsert(space, [passage('kept words')]);
  await first.close();

  const second = await createLancePassages(folder);
  onTestFinished(() => second.close());

  const hits = await second.hybrid({
    ...space,
    filter: {},
    limit: 5,
    terms: ['kept'],
    vector: axis(0),
  });
  expect(hits.map(({ text }) => text)).toEqual(['kept words']);
});

test('a table whose process died before it was indexed is searched all the same', async () => {
  const folder = await newFolder();
  const space = newSpace();
  const index = await createLancePassages(folder);
  await index.upsert(space, [passage('kept words')]);
  await index.close();
  const connection = await connect(folder);
  const [name = ''] = await connection.tableNames();
  const table = await connection.openTable(name);
  for (const { name: made } of await table.listIndices()) await table.dropIndex(made);
  connection.close();

  const again = await createLancePassages(folder);
  onTestFinished(() => again.close());

  const hits = await again.keyword({ ...space, filter: {}, limit: 5, terms: ['kept'] });
  expect(hits.map(({ text }) => text)).toEqual(['kept words']);
});

test('a table whose process died while it was made is made anew', async () => {
  const folder = await newFolder();
  const space = newSpace();
  const first = await createLancePassages(folder);
  await first.upsert(space, [passage('words')]);
  await first.close();
  const [name = ''] = await readdir(folder);
  await rm(join(folder, name, '_versions'), { recursive: true });
  await rm(join(folder, name, '_indices'), { recursive: true, force: true });
  await mkdir(join(folder, name, 'data'), { recursive: true });

  const second = await createLancePassages(folder);
  onTestFinished(() => second.close());
  await second.upsert(space, [passage('words again')]);

  expect(await second.count(space, DOCUMENT)).toBe(1);
});

test('a document is removed from all of many spaces', async () => {
  const folder = await newFolder();
  const { owner } = newSpace();
  const index = await createLancePassages(folder);
  onTestFinished(() => index.close());
  const spaces = Array.from({ length: 15 }, (_, at) => ({ owner, space: `model ${at}` }));
  for (const space of spaces) await index.upsert(space, [passage('word')]);

  await index.remove(owner, DOCUMENT);

  for (const space of spaces) expect(await index.count(space, DOCUMENT)).toBe(0);
  expect(await readdir(folder)).toEqual([]);
});

test('with an index of vectors the nearest are still found, before and after it grows', async () => {
  const index = await createLancePassages(await newFolder(), { indexVectorsFrom: 300 });
  onTestFinished(() => index.close());
  const space = newSpace();
  const random = seededRandom(3);
  const all: NewPassage[] = [];
  const write = async (count: number, documentId: string) => {
    const made = Array.from({ length: count }, (_, at) =>
      passage('word', { documentId, index: at, vector: randomUnit(random, 384) }),
    );
    all.push(...made);
    for (let at = 0; at < made.length; at += 20) await index.upsert(space, made.slice(at, at + 20));
  };
  await write(500, 'first');
  await write(2_000, 'large');
  await write(60, 'later');

  let found = 0;
  for (let query = 0; query < 20; query++) {
    const vector = randomUnit(random, 384);
    const best = all
      .map((each) => ({ id: each.id, cosine: dot(each.vector ?? [], vector) }))
      .sort((left, right) => right.cosine - left.cosine)
      .slice(0, 10);
    const hits = await index.vector({ ...space, filter: {}, limit: 10, vector });
    const ids = new Set(hits.map(({ id }) => id));
    found += best.filter(({ id }) => ids.has(id)).length;
  }
  expect(found / 200).toBeGreaterThanOrEqual(0.98);
}, 60_000);

function randomUnit(random: () => number, dimension: number): number[] {
  const values = Array.from({ length: dimension }, () => random() + random() + random() - 1.5);
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}
