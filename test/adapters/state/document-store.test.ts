import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCollectionStore } from '../../../adapters/state/documents/collection-store.js';
import { createDocumentStore } from '../../../adapters/state/documents/document-store.js';
import { openDatabase } from '../../../adapters/state/open-database.js';
import { createRunStore } from '../../../adapters/state/run-store.js';
import type {
  CollectionStore,
  DocumentStore,
  ReceivedDocument,
  StoredDocument,
} from '../../../contracts/document-store.js';
import type { RunStore } from '../../../contracts/runs.js';
import { clockTick } from './clock-tick.js';
import { newRun, range } from './new-run.js';
import { TEST_DATABASES } from './test-database.js';

const INFO = {
  mediaType: 'application/pdf',
  title: 'Annual report',
  language: 'en',
  pageCount: 3,
  warnings: [{ code: 'pictures-left-out', message: 'Pictures are not read.' }],
};

describe.each(TEST_DATABASES)('documents on $name', ({ create }) => {
  let documents: DocumentStore;
  let collections: CollectionStore;
  let runs: RunStore;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const place = await create();
    const database = await openDatabase(place);
    documents = createDocumentStore(database);
    collections = createCollectionStore(database);
    runs = createRunStore(database);
    close = async () => {
      await database.close();
      await place.remove();
    };
  });
  afterAll(() => close());

  async function enter(owner: string = randomUUID(), filename = 'report.pdf'): Promise<string> {
    const id = randomUUID();
    await documents.enter({ id, owner, filename, sourceUrl: null });
    return id;
  }

  function received(changes: Partial<ReceivedDocument> = {}): ReceivedDocument {
    return {
      sizeBytes: 12,
      contentHash: randomUUID(),
      originalKey: 'documents/a/original/b',
      runId: randomUUID(),
      collectionIds: [],
      ...changes,
    };
  }

  async function queued(
    owner: string = randomUUID(),
    changes: Partial<ReceivedDocument> = {},
  ): Promise<StoredDocument> {
    const outcome = await documents.receive(await enter(owner), received(changes));
    if (outcome === undefined) throw new Error('it was not received');
    return outcome.document;
  }

  async function enterRun({ runId }: Pick<StoredDocument, 'runId'>): Promise<void> {
    await runs.create(newRun({ id: runId, kind: 'document' }));
  }

  async function indexed(owner?: string, space = 'tiny 8'): Promise<StoredDocument> {
    const { id, runId } = await queued(owner);
    await documents.begin(id, runId);
    await documents.describe(id, runId, INFO);
    await documents.commit(id, runId, { edition: 'first', space, chunks: 7 });
    const document = await documents.find(id);
    if (document === undefined) throw new Error('it is gone');
    return document;
  }

  test('nobody sees a document before its bytes have come', async () => {
    const owner = randomUUID();
    const id = await enter(owner, 'a\0b\ud800.pdf');
    expect(await documents.find(id)).toBeUndefined();
    expect(await documents.hide(id)).toBeUndefined();

    const big = 3_000_000_000;
    const bytes = received({ sizeBytes: big });
    const outcome = await documents.receive(id, bytes);

    expect(outcome).toEqual({
      created: true,
      document: {
        id,
        owner,
        status: 'queued',
        filename: 'ab\ufffd.pdf',
        sizeBytes: big,
        contentHash: bytes.contentHash,
        originalKey: bytes.originalKey,
        sourceUrl: null,
        mediaType: null,
        title: null,
        language: null,
        pages: null,
        warnings: [],
        error: null,
        runId: bytes.runId,
        edition: null,
        space: null,
        chunks: null,
        collectionIds: [],
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        indexedAt: null,
      },
    });
    expect(await documents.find(id)).toEqual(outcome?.document);
  });

  test('the same bytes twice are one document of their owner, in the collections of both', async () => {
    const owner = randomUUID();
    const [one, two] = [await collections.create(owner, 'a'), await collections.create(owner, 'b')];
    const ids = [one?.collection_id ?? '', two?.collection_id ?? ''];
    const contentHash = randomUUID();
    const first = await queued(owner, { contentHash, collectionIds: ids.slice(0, 1) });
    const entry = await enter(owner);

    const again = await documents.receive(entry, received({ contentHash, collectionIds: ids }));
    const stranger = await queued(randomUUID(), { contentHash });

    expect(again?.created).toBe(false);
    expect(again?.document).toMatchObject({ id: first.id, collectionIds: ids.sort() });
    expect(stranger.id).not.toBe(first.id);
    expect(await documents.listAbandoned(-1)).toContain(entry);
    await documents.remove(entry);
    const { documents: kept, total } = await documents.list({ owner, limit: 9, offset: 0 });
    expect([kept.length, total]).toEqual([1, 1]);
  });

  test('eight uploads of the same bytes at once are one document', async () => {
    const owner = randomUUID();
    const contentHash = randomUUID();
    const entries = await Promise.all(Array.from({ length: 8 }, () => enter(owner)));

    const outcomes = await Promise.all(
      entries.map((id) => documents.receive(id, received({ contentHash }))),
    );

    expect(new Set(outcomes.map((outcome) => outcome?.document.id)).size).toBe(1);
    expect(outcomes.filter((outcome) => outcome?.created)).toHaveLength(1);
  });

  test('an ingestion that ends well serves its edition', async () => {
    const { id, runId } = await queued();

    expect(await documents.begin(id, runId)).toMatchObject({ status: 'processing' });
    expect(await documents.begin(id, runId)).toMatchObject({ status: 'processing' });
    await documents.describe(id, runId, INFO);
    const served = { edition: 'first', space: 'tiny 8', chunks: 7 };
    expect(await documents.commit(id, runId, served)).toBe(true);
    expect(await documents.commit(id, runId, served)).toBe(true);

    expect(await documents.find(id)).toMatchObject({
      status: 'indexed',
      mediaType: 'application/pdf',
      title: 'Annual report',
      language: 'en',
      pages: 3,
      warnings: INFO.warnings,
      error: null,
      ...served,
      indexedAt: expect.stringMatching(/Z$/),
    });
  });

  test('an ingestion that is not in charge changes nothing', async () => {
    const { id } = await queued();
    const late = randomUUID();

    expect(await documents.begin(id, late)).toBeUndefined();
    await documents.describe(id, late, INFO);
    expect(await documents.commit(id, late, { edition: 'x', space: 'y', chunks: 1 })).toBe(false);
    await documents.giveUp(id, late, { status: 'failed', error: null });

    expect(await documents.find(id)).toMatchObject({ status: 'queued', title: null });
  });

  test('an ingestion whose run has ended serves nothing, and what it served before stays', async () => {
    const late = await queued();
    await enterRun(late);
    await documents.begin(late.id, late.runId);
    await runs.end(late.runId, { status: 'failed' });
    const served = { edition: 'late', space: 'tiny 8', chunks: 7 };

    expect(await documents.commit(late.id, late.runId, served)).toBe(false);
    expect(await documents.find(late.id)).toMatchObject({ status: 'processing', edition: null });

    const early = await queued();
    await enterRun(early);
    expect(await documents.commit(early.id, early.runId, served)).toBe(true);
    await runs.end(early.runId, { status: 'failed' });
    expect(await documents.commit(early.id, early.runId, served)).toBe(true);
    expect(await documents.find(early.id)).toMatchObject({ status: 'indexed', edition: 'late' });
  });

  test('an edition is served or found unserved, whichever of commit and end comes first', async () => {
    const served = { edition: 'new', space: 'tiny 8', chunks: 7 };
    for (const _ of range(20)) {
      const { id, runId } = await queued();
      await enterRun({ runId });
      const ending = runs.end(runId, { status: 'failed' }).then(() => documents.find(id));
      const committed = await documents.commit(id, runId, served);

      expect((await ending)?.status).toBe(committed ? 'indexed' : 'queued');
    }
  });

  test('a failed ingestion says why, and another one can take over', async () => {
    const { id, runId } = await queued();
    await documents.begin(id, runId);
    expect(await documents.requeue(id, randomUUID())).toBeUndefined();
    const error = { error: 'unreadable', message: 'It is locked.' };

    await documents.giveUp(id, runId, { status: 'failed', error });
    expect(await documents.find(id)).toMatchObject({ status: 'failed', error });

    const next = randomUUID();
    expect(await documents.requeue(id, next)).toMatchObject({ status: 'queued', error: null });
    expect(await documents.begin(id, runId)).toBeUndefined();
    expect(await documents.begin(id, next)).toMatchObject({ status: 'processing' });
  });

  test('a document that was indexed once goes on serving when a later ingestion fails', async () => {
    const { id } = await indexed();
    const next = randomUUID();
    await documents.requeue(id, next);
    await documents.begin(id, next);
    const error = { error: 'unavailable', message: 'The index is away.' };

    await documents.giveUp(id, next, { status: 'failed', error });

    expect(await documents.find(id)).toMatchObject({ status: 'indexed', edition: 'first', error });
  });

  test('bundles are kept once and found by page', async () => {
    const { id: documentId } = await queued();
    const bundle = (position: number) => ({
      position,
      firstPage: position * 10 + 1,
      lastPage: position * 10 + 10,
      pagesKey: `pages ${position}`,
      chunksKey: `chunks ${position}`,
      chunks: 20,
    });
    const edition = { documentId, edition: 'new' };

    await documents.addBundles(edition, [bundle(0), bundle(1)]);
    await documents.addBundles(edition, [{ ...bundle(1), chunks: 99 }, bundle(2)]);
    await documents.addBundles({ documentId, edition: 'old' }, [bundle(0)]);

    expect(await documents.bundles(edition)).toEqual([bundle(0), bundle(1), bundle(2)]);
    expect(await documents.bundleOfPage(edition, 11)).toEqual(bundle(1));
    expect(await documents.bundleOfPage(edition, 31)).toBeUndefined();
    await documents.dropBundles(documentId, 'new');
    expect(await documents.bundles({ documentId, edition: 'old' })).toEqual([]);
    expect(await documents.bundles(edition)).toHaveLength(3);
    await documents.dropBundles(documentId, null);
    expect(await documents.bundles(edition)).toEqual([]);
  });

  test('documents are listed newest first, by collection and status, a page at a time', async () => {
    const owner = randomUUID();
    const collection = (await collections.create(owner, 'papers'))?.collection_id ?? '';
    const old = await indexed(owner);
    await clockTick();
    const inIt = await queued(owner, { collectionIds: [collection] });
    await clockTick();
    const newest = await queued(owner);
    const list = async (changes: object) => {
      const page = await documents.list({ owner, limit: 10, offset: 0, ...changes });
      return [page.documents.map(({ id }) => id), page.total];
    };

    expect(await list({})).toEqual([[newest.id, inIt.id, old.id], 3]);
    expect(await list({ limit: 1, offset: 1 })).toEqual([[inIt.id], 3]);
    expect(await list({ status: 'indexed' })).toEqual([[old.id], 1]);
    expect(await list({ collectionId: collection })).toEqual([[inIt.id], 1]);
    expect(await list({ collectionId: collection, status: 'indexed' })).toEqual([[], 0]);
    const found = await documents.findMany([old.id, newest.id, 'unknown']);
    expect(found.map(({ id }) => id).sort()).toEqual([old.id, newest.id].sort());
  });

  test('a document that is being deleted is seen by whoever deletes it alone', async () => {
    const owner = randomUUID();
    const { id, runId } = await queued(owner);

    expect(await documents.hide(id)).toMatchObject({ id, status: 'deleting' });
    expect(await documents.hide(id)).toMatchObject({ id });

    expect(await documents.list({ owner, limit: 9, offset: 0 })).toMatchObject({ total: 0 });
    expect(await documents.begin(id, runId)).toBeUndefined();
    expect(await documents.commit(id, runId, { edition: 'x', space: 'y', chunks: 1 })).toBe(false);
    expect(await documents.requeue(id, runId)).toBeUndefined();
    expect((await documents.listHidden(100)).map((each) => each.id)).toContain(id);
    await documents.remove(id);
    expect(await documents.find(id)).toBeUndefined();
    expect(await documents.hide(id)).toBeUndefined();
  });

  test('the spaces of an owner are those that something is served from', async () => {
    const owner = randomUUID();
    await queued(owner);
    expect(await documents.spaces(owner)).toEqual([]);
    await indexed(owner, 'tiny 8');
    await indexed(owner, 'tiny 8');
    const { id } = await indexed(owner, 'large 16');

    expect((await documents.spaces(owner)).toSorted()).toEqual(['large 16', 'tiny 8']);
    const outside = await documents.listOutside('tiny 8', 1_000);
    expect(outside.map((document) => document.id)).toContain(id);
    expect(outside.every(({ space }) => space !== 'tiny 8')).toBe(true);
  });

  test('what is left over is found: bytes that never came, ingestions that ended or are missing', async () => {
    const owner = randomUUID();
    const abandoned = await enter(owner);
    const missing = await queued(owner);
    const going = await queued(owner);
    const ended = await queued(owner);
    await runs.create(newRun({ id: going.runId, owner }));
    await runs.create(newRun({ id: ended.runId, owner }));
    const error = { error: 'gone', message: 'terminated' };
    await runs.end(ended.runId, { status: 'failed', error });

    const unsettled = (await documents.listUnsettled(1_000)).filter(
      ({ document }) => document.owner === owner,
    );

    expect(unsettled).toEqual([
      { document: missing, run: null },
      { document: ended, run: { status: 'failed', error } },
    ]);
    expect(await documents.listAbandoned(-1)).toContain(abandoned);
    expect(await documents.listAbandoned(60)).not.toContain(abandoned);
  });

  test('a collection has one name, knows how many documents it holds, and lets them be when it goes', async () => {
    const owner = randomUUID();
    const papers = await collections.create(owner, 'Papers');
    const id = papers?.collection_id ?? '';
    expect(await collections.create(owner, 'Papers')).toBeUndefined();
    const others = await collections.create(owner, 'Others');
    const document = await queued(owner, { collectionIds: [id] });

    expect(await collections.list(owner)).toEqual([others, { ...papers, documents: 1 }]);
    expect(await collections.rename(id, 'Others')).toBe('taken');
    expect(await collections.rename(id, 'Books')).toBe('renamed');
    expect(await collections.rename(randomUUID(), 'Books')).toBe('missing');
    expect(await collections.findByName(owner, 'Books')).toMatchObject({ collection_id: id });
    expect(await collections.findMany(randomUUID(), [id])).toEqual([]);
    expect(await collections.findMany(owner, [id, 'x'])).toMatchObject([{ name: 'Books' }]);
    expect(await collections.remove(id)).toBe(true);
    expect(await collections.remove(id)).toBe(false);
    expect(await documents.find(document.id)).toMatchObject({ collectionIds: [] });
  });
});
