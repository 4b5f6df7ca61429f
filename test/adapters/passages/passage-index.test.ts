import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  KEYWORD_SPACE,
  type PassageFilter,
  type PassageIndex,
} from '../../../contracts/passage-index.js';
import { TEST_INDEXES } from './passage-indexes.js';
import { axis, DOCUMENT, newSpace, OTHER, passage } from './passages.js';

const ALL: PassageFilter = {};

describe.each(TEST_INDEXES)('passages in $name', ({ create }) => {
  let index: PassageIndex;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ index, remove } = await create());
  });
  afterAll(() => remove());

  test('a passage is found by its words and comes back as it was', async () => {
    const space = newSpace();
    const text = 'Net sales grew 7% in 2023, O\'Brien said;\n"Zürich" 東京 \u{1f600}';
    const kept = passage(text, {
      page: 12,
      index: 3,
      start: 40,
      end: 40 + text.length,
      context: 'Results › Sales',
    });
    await index.upsert(space, [kept, passage('The weather was fine', { index: 1 })]);

    const [hit, ...others] = await index.keyword({
      ...space,
      filter: ALL,
      limit: 10,
      terms: ['sales', 'grew'],
    });

    const { collectionIds: _, terms: _terms, vector: _vector, ...whole } = kept;
    expect(hit).toMatchObject({ ...whole, similarity: null });
    expect(hit?.score).toBeGreaterThan(0);
    expect(others).toEqual([]);
  });

  test('terms are compared as they are, any of them is enough, and the rarer one counts more', async () => {
    const space = newSpace();
    await index.upsert(space, [
      passage('alpha common', { index: 1 }),
      passage('common gamma', { index: 2 }),
      passage('common delta', { index: 3 }),
      passage('Alpha', { index: 4, terms: ['Alpha'] }),
    ]);

    const hits = await index.keyword({
      ...space,
      filter: ALL,
      limit: 10,
      terms: ['alpha', 'common'],
    });

    expect(hits.map(({ text }) => text)[0]).toBe('alpha common');
    expect(hits).toHaveLength(3);
    expect(hits.map(({ score }) => score)).toEqual(
      hits.map(({ score }) => score).sort((a, b) => b - a),
    );
  });

  test('passages that were written again are ordered by how well they match all the same', async () => {
    const space = newSpace();
    const all = ['word one', 'word rare', 'word three'].map((text, index) =>
      passage(text, { index }),
    );
    await index.upsert(space, all);
    await index.upsert(space, all);

    const hits = await index.keyword({ ...space, filter: ALL, limit: 3, terms: ['word', 'rare'] });

    expect(hits.map(({ text }) => text)[0]).toBe('word rare');
  });

  test('signs that a query language would read are plain terms', async () => {
    const space = newSpace();
    const odd = ['"and"', '+or', '-not', "o'brien", 'a:b', '(x)', 'w*', '%', '\\'];
    await index.upsert(
      space,
      odd.map((term, at) => passage(`text ${at}`, { index: at, terms: [term] })),
    );

    for (const [at, term] of odd.entries()) {
      const hits = await index.keyword({ ...space, filter: ALL, limit: 10, terms: [term] });
      expect(hits.map(({ index: place }) => place)).toEqual([at]);
    }
  });

  test('the nearest vector comes first, with its cosine', async () => {
    const space = newSpace();
    await index.upsert(space, [
      passage('far', { index: 1, toward: 4 }),
      passage('near', { index: 2, toward: 0, lean: 0.5 }),
      passage('same', { index: 3, toward: 0 }),
    ]);

    const hits = await index.vector({ ...space, filter: ALL, limit: 2, vector: axis(0) });

    expect(hits.map(({ text }) => text)).toEqual(['same', 'near']);
    expect(hits[0]?.similarity).toBeCloseTo(1, 3);
    expect(hits[1]?.similarity).toBeCloseTo(1 / Math.hypot(1, 0.5), 3);
  });

  test('what words and vector both find comes before what only one of them finds', async () => {
    const space = newSpace();
    await index.upsert(space, [
      passage('dividend policy', { index: 1, toward: 3 }),
      passage('dividend rate', { index: 2, toward: 0, lean: 0.1 }),
      passage('payout', { index: 3, toward: 0 }),
      passage('yield', { index: 4, toward: 0, lean: 0.2 }),
    ]);

    const query = { ...space, filter: ALL, limit: 3, terms: ['dividend'], vector: axis(0) };
    const hits = await index.hybrid(query);

    expect(hits[0]?.text).toBe('dividend rate');
    expect(hits.map(({ text }) => text).sort()).toEqual([
      'dividend policy',
      'dividend rate',
      'payout',
    ]);
    expect(hits.find(({ text }) => text === 'dividend policy')?.similarity).toBeCloseTo(0, 3);
    expect(hits.find(({ text }) => text === 'payout')?.similarity).toBeCloseTo(1, 3);
  });

  test('a hybrid query without words still goes by the vector', async () => {
    const space = newSpace();
    await index.upsert(space, [passage('payout', { toward: 2 })]);

    const hits = await index.hybrid({
      ...space,
      filter: ALL,
      limit: 3,
      terms: [],
      vector: axis(2),
    });

    expect(hits.map(({ text }) => text)).toEqual(['payout']);
  });

  test('writing a passage again keeps it once, as it is written last', async () => {
    const space = newSpace();
    await index.upsert(space, [passage('draft one'), passage('other', { index: 1 })]);
    await index.upsert(space, [passage('final one')]);

    const found = (term: string) =>
      index.keyword({ ...space, filter: ALL, limit: 9, terms: [term] });
    expect(await index.count(space, DOCUMENT)).toBe(2);
    expect(await found('draft')).toEqual([]);
    expect((await found('final')).map(({ text }) => text)).toEqual(['final one']);
  });

  test('without an embedder a space holds words alone', async () => {
    const space = { ...newSpace(), space: KEYWORD_SPACE };
    await index.upsert(space, [passage('plain words', { vector: null })]);

    const hits = await index.keyword({ ...space, filter: ALL, limit: 5, terms: ['plain'] });

    expect(hits.map(({ text }) => text)).toEqual(['plain words']);
  });

  describe('filters', () => {
    const space = newSpace();
    const [first, second] = [randomUUID(), randomUUID()];
    const of = async (filter: PassageFilter) => {
      const query = { ...space, filter, limit: 50, terms: ['word'], vector: axis(0) };
      const lists = [
        await index.keyword(query),
        await index.vector(query),
        await index.hybrid(query),
      ];
      const [names, ...others] = lists.map((hits) => hits.map(({ text }) => text).sort());
      for (const other of others) expect(other).toEqual(names);
      return names;
    };

    beforeAll(async () => {
      await index.upsert(space, [
        passage('word a', { index: 1, page: 1, collectionIds: [first] }),
        passage('word b', { index: 2, page: 7, collectionIds: [first, second] }),
        passage('word c', { documentId: OTHER, page: 7 }),
        passage('word d', { documentId: "it's; drop", page: 9, collectionIds: [second] }),
      ]);
    });

    test('by document', async () => {
      expect(await of({ documentIds: [DOCUMENT] })).toEqual(['word a', 'word b']);
      expect(await of({ documentIds: [OTHER, "it's; drop"] })).toEqual(['word c', 'word d']);
      expect(await of({ documentIds: [randomUUID()] })).toEqual([]);
    });

    test('by collection', async () => {
      expect(await of({ collectionIds: [first] })).toEqual(['word a', 'word b']);
      expect(await of({ collectionIds: [second] })).toEqual(['word b', 'word d']);
      expect(await of({ collectionIds: [first, second] })).toEqual(['word a', 'word b', 'word d']);
    });

    test('by page', async () => {
      expect(await of({ pages: { from: 7, to: 7 } })).toEqual(['word b', 'word c']);
      expect(await of({ pages: { from: 2, to: 9 } })).toEqual(['word b', 'word c', 'word d']);
    });

    test('all of them at once', async () => {
      const filter = {
        documentIds: [DOCUMENT],
        collectionIds: [second],
        pages: { from: 1, to: 8 },
      };
      expect(await of(filter)).toEqual(['word b']);
    });

    test('an empty list allows nothing', async () => {
      expect(await of({ documentIds: [] })).toEqual([]);
      expect(await of({ collectionIds: [] })).toEqual([]);
    });

    test('nothing is found in the passages of another owner', async () => {
      const other = newSpace();
      const query = { ...other, filter: ALL, limit: 50, terms: ['word'], vector: axis(0) };
      expect(await index.hybrid(query)).toEqual([]);
      await index.upsert(other, [passage('word of another')]);
      expect((await index.hybrid(query)).map(({ text }) => text)).toEqual(['word of another']);
    });
  });

  test('a document that changes its collections is found in the new ones alone', async () => {
    const space = newSpace();
    const words = { owner: space.owner, space: KEYWORD_SPACE };
    const [before, after] = [randomUUID(), randomUUID()];
    await index.upsert(space, [passage('word', { collectionIds: [before] })]);
    await index.upsert(space, [passage('word', { documentId: OTHER, collectionIds: [before] })]);
    await index.upsert(words, [passage('word', { collectionIds: [before], vector: null })]);

    await index.assign(space.owner, DOCUMENT, [after]);

    for (const place of [space, words]) {
      const found = (id: string) =>
        index.keyword({ ...place, filter: { collectionIds: [id] }, limit: 9, terms: ['word'] });
      expect((await found(after)).map(({ documentId }) => documentId)).toEqual([DOCUMENT]);
      expect((await found(before)).map(({ documentId }) => documentId)).not.toContain(DOCUMENT);
    }
    const query = { ...space, filter: { collectionIds: [after] }, limit: 9, vector: axis(0) };
    expect((await index.vector(query)).map(({ text }) => text)).toEqual(['word']);
  });

  test('a document changes its collections also where its owner has spaces without it', async () => {
    const space = newSpace();
    const words = { owner: space.owner, space: KEYWORD_SPACE };
    const after = randomUUID();
    await index.upsert(space, [passage('word', { documentId: OTHER })]);
    await index.upsert(words, [passage('word', { vector: null })]);

    await index.assign(space.owner, DOCUMENT, [after]);
    await index.assign(space.owner, randomUUID(), [after]);

    const query = { filter: { collectionIds: [after] }, limit: 9, terms: ['word'] };
    expect(await index.keyword({ ...words, ...query })).toHaveLength(1);
    expect(await index.keyword({ ...space, ...query })).toEqual([]);
  });

  test('a document of more passages than a server pages through changes its collections too', async () => {
    const space = { ...newSpace(), space: KEYWORD_SPACE };
    const [before, after] = [randomUUID(), randomUUID()];
    const all = Array.from({ length: 10_400 }, (_, at) =>
      passage(`word w${at}`, {
        page: 1 + (at % 40),
        index: at,
        collectionIds: [before],
        vector: null,
      }),
    );
    for (let at = 0; at < all.length; at += 2600)
      await index.upsert(space, all.slice(at, at + 2600));
    const last = (id: string) => {
      const filter = { collectionIds: [id] };
      return index.keyword({ ...space, filter, limit: 9, terms: ['w0', 'w10399'] });
    };

    for (let times = 0; times < 2; times++) await index.assign(space.owner, DOCUMENT, [after]);

    expect((await last(after)).map(({ text }) => text).sort()).toEqual(['word w0', 'word w10399']);
    expect(await last(before)).toEqual([]);
    expect(await index.count(space, DOCUMENT)).toBe(all.length);
  }, 120_000);

  test('a deleted document is gone from all spaces of its owner, and nobody else loses anything', async () => {
    const space = newSpace();
    const words = { owner: space.owner, space: KEYWORD_SPACE };
    const stranger = newSpace();
    await index.upsert(space, [passage('word'), passage('word', { documentId: OTHER })]);
    await index.upsert(words, [passage('word', { vector: null })]);
    await index.upsert(stranger, [passage('word')]);

    await index.remove(space.owner, DOCUMENT);
    await index.remove(space.owner, DOCUMENT);

    expect(await index.count(space, DOCUMENT)).toBe(0);
    expect(await index.count(words, DOCUMENT)).toBe(0);
    expect(await index.count(space, OTHER)).toBe(1);
    expect(await index.count(stranger, DOCUMENT)).toBe(1);
    await index.upsert(words, [passage('back again', { vector: null })]);
    expect(await index.count(words, DOCUMENT)).toBe(1);
  });

  test('the edition that is kept stays when a document is cleared of its others', async () => {
    const space = newSpace();
    const old = { owner: space.owner, space: 'old model 8' };
    await index.upsert(space, [passage('word'), passage('new word', { edition: 'second' })]);
    await index.upsert(old, [passage('old word', { edition: 'second' })]);
    expect(await index.count(space, DOCUMENT, 'second')).toBe(1);

    await index.remove(space.owner, DOCUMENT, { space: space.space, edition: 'second' });

    expect(await index.count(space, DOCUMENT)).toBe(1);
    expect(await index.count(old, DOCUMENT)).toBe(0);
    const hits = await index.keyword({ ...space, filter: ALL, limit: 9, terms: ['word'] });
    expect(hits.map(({ text }) => text)).toEqual(['new word']);
  });

  test('one edition of a document goes, and every other stays', async () => {
    const space = newSpace();
    const old = { owner: space.owner, space: 'old model 8' };
    await index.upsert(space, [passage('word'), passage('new word', { edition: 'second' })]);
    await index.upsert(space, [passage('word', { documentId: OTHER, edition: 'second' })]);
    await index.upsert(old, [passage('old word', { edition: 'second' })]);

    await index.removeEdition(space.owner, DOCUMENT, 'second');
    await index.removeEdition(space.owner, DOCUMENT, 'second');

    expect(await index.count(space, DOCUMENT)).toBe(1);
    expect(await index.count(space, DOCUMENT, 'second')).toBe(0);
    expect(await index.count(old, DOCUMENT)).toBe(0);
    expect(await index.count(space, OTHER)).toBe(1);
  });

  test('a space that nothing was written to is empty', async () => {
    const space = newSpace();
    expect(await index.keyword({ ...space, filter: ALL, limit: 5, terms: ['x'] })).toEqual([]);
    expect(await index.vector({ ...space, filter: ALL, limit: 5, vector: axis(0) })).toEqual([]);
    expect(await index.count(space, DOCUMENT)).toBe(0);
    await index.remove(space.owner, DOCUMENT);
    await index.assign(space.owner, DOCUMENT, []);
  });

  test('writers of many documents at once lose nothing', async () => {
    const space = newSpace();
    const documents = Array.from({ length: 12 }, () => randomUUID());

    await Promise.all(
      documents.flatMap((documentId) =>
        [0, 1, 2].map((batch) =>
          index.upsert(
            space,
            Array.from({ length: 10 }, (_, at) =>
              passage('word', { documentId, index: batch * 10 + at }),
            ),
          ),
        ),
      ),
    );

    for (const documentId of documents) expect(await index.count(space, documentId)).toBe(30);
  });
});
