import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createDocumentStateActivities } from '../../activities/document-state.js';
import { createIndexingActivities } from '../../activities/indexing-documents.js';
import { createParsingActivities } from '../../activities/parsing-documents.js';
import type {
  CommitInput,
  EditionInput,
  IndexedChunks,
  IndexInput,
  ParsedPages,
} from '../../contracts/document-steps.js';
import type { StoredDocument } from '../../contracts/document-store.js';
import { ServiceError } from '../../contracts/failures.js';
import type { Embedder } from '../../contracts/models.js';
import { KEYWORD_SPACE } from '../../contracts/passage-index.js';
import { originalPrefix, StoredChunks, StoredPages } from '../../contracts/stored-documents.js';
import { useDocumentStores } from '../helpers/document-stores.js';
import { pagedParser } from '../helpers/paged-parser.js';

const stores = useDocumentStores();
const TINY: Embedder = {
  name: 'tiny',
  embed: async (texts) => texts.map((text) => [text.length % 2, (text.length + 1) % 2]),
};

/** A document in the hands of an ingestion, and the input of its steps. */
async function begun(owner = 'somebody'): Promise<EditionInput> {
  const { documents, objects } = stores();
  const [id, runId] = [randomUUID(), randomUUID()];
  await documents.enter({ id, owner, filename: 'notes.txt', sourceUrl: null });
  const { key, sizeBytes, sha256 } = await objects.putStream(originalPrefix(id), bytesOf(id));
  await documents.receive(id, {
    sizeBytes,
    contentHash: sha256,
    originalKey: key,
    runId,
    collectionIds: [],
  });
  await documents.begin(id, runId);
  return { documentId: id, runId, owner, edition: 'new' };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The steps over these stores, each in an activity of its own. */
function steps(pages: readonly string[], embedder?: Embedder) {
  const parser = pagedParser(pages);
  const services = { ...stores(), parser, embedder: () => embedder };
  const { parseDocument } = createParsingActivities(services);
  const { indexChunks, commitDocument } = createIndexingActivities(services);
  const run = new MockActivityEnvironment();
  return {
    parser,
    state: createDocumentStateActivities(services),
    parse: (input: EditionInput, fromBundle = 0): Promise<ParsedPages> =>
      run.run(() => parseDocument({ ...input, fromBundle })),
    index: (input: IndexInput): Promise<IndexedChunks> => run.run(() => indexChunks(input)),
    commit: (input: CommitInput): Promise<void> => run.run(() => commitDocument(input)),
  };
}

async function find(id: string): Promise<StoredDocument | undefined> {
  return stores().documents.find(id);
}

const PAGES = Array.from({ length: 300 }, (_, at) => `Page ${at + 1} is about item ${at + 1}.`);

test('pages are kept in bundles with their chunks, a few hundred pages to a call', async () => {
  const input = await begun();
  const { parse, parser } = steps(PAGES);

  const first = await parse(input);
  expect([first.pages, first.totalPages, first.bundles.length]).toEqual([256, 300, 8]);
  const second = await parse(input, first.bundles.length);
  expect([second.pages, second.bundles.map(({ position }) => position)]).toEqual([300, [8, 9]]);

  expect(parser.read).toEqual(PAGES.map((_, at) => at + 1));
  expect(await find(input.documentId)).toMatchObject({ pages: 300, title: 'notes.txt' });
  const bundle = await stores().documents.bundleOfPage(input, 290);
  const { objects } = stores();
  const kept = StoredPages.parse(JSON.parse(await objects.getText(bundle?.pagesKey ?? '')));
  expect(kept.find(({ number }) => number === 290)?.text).toBe(PAGES[289]);
  const chunks = StoredChunks.parse(JSON.parse(await objects.getText(bundle?.chunksKey ?? '')));
  expect(chunks).toHaveLength(bundle?.chunks ?? 0);
});

test('a few last pages are parsed with those before them', async () => {
  const input = await begun();
  const first = await steps(PAGES.slice(0, 260)).parse(input);
  expect([first.pages, first.totalPages, first.bundles.length]).toEqual([260, 260, 9]);
});

test('a second attempt parses on after the pages that the first one kept', async () => {
  const input = await begun();
  const broken = steps(PAGES);
  const { addBundles } = stores().documents;
  let kept = 0;
  stores().documents.addBundles = async (edition, bundles) => {
    kept += 1;
    if (kept === 4) throw new Error('the process was killed');
    await addBundles(edition, bundles);
  };
  await expect(broken.parse(input)).rejects.toThrow('killed');
  stores().documents.addBundles = addBundles;

  const next = steps(PAGES);
  const parsed = await next.parse(input);

  expect(next.parser.read[0]).toBe(97);
  expect(parsed.bundles).toHaveLength(10);
  expect(parsed.pages).toBe(300);
});

test('chunks are indexed once however often, and committed when the index holds all', async () => {
  const input = await begun();
  const { parse, index, commit } = steps(PAGES.slice(0, 3), TINY);
  const { bundles } = await parse(input);
  const [{ chunksKey, chunks }] = [bundles[0] ?? { chunksKey: '', chunks: 0 }];
  const batch = { ...input, chunksKey, from: 0, to: 2, useEmbedder: true };
  const served = { ...input, space: 'tiny 2', chunks };

  await index(batch);
  expect(await index(batch)).toEqual({ space: 'tiny 2', next: 2 });
  await expect(commit(served)).rejects.toMatchObject({ code: 'bad-reply' });
  await index({ ...batch, from: 2, to: 3 });
  await commit(served);
  await commit(served);

  expect(await find(input.documentId)).toMatchObject({ status: 'indexed', chunks: 3 });
  const space = { owner: input.owner, space: 'tiny 2' };
  expect(await stores().passages.count(space, input.documentId)).toBe(3);
  const hits = await stores().passages.keyword({
    ...space,
    filter: { documentIds: [input.documentId] },
    limit: 5,
    terms: ['item', '2'],
  });
  expect(hits[0]).toMatchObject({ page: 2, text: PAGES[1], edition: 'new' });
});

describe('a step that indexes many chunks', () => {
  /** A bundle of as many chunks as pages, and the step over it. */
  async function bundleOf(pages: number, embedder: Embedder) {
    const input = await begun();
    const { parse, index } = steps(
      Array.from({ length: pages }, (_, at) => `Page ${at}. ${'Water flows. '.repeat(200)}`),
      embedder,
    );
    const [bundle] = (await parse(input)).bundles;
    const { chunksKey, chunks } = bundle ?? { chunksKey: '', chunks: 0 };
    const batch = { ...input, chunksKey, from: 0, to: chunks, useEmbedder: true };
    const held = (space: string) =>
      stores().passages.count({ owner: input.owner, space }, input.documentId);
    return { batch, chunks, held, index };
  }

  /** An embedder whose call of this number does something else. */
  function changing(call: number, other: Embedder['embed']): Embedder {
    let calls = 0;
    return {
      name: 'tiny',
      embed: (texts, signal) => {
        calls += 1;
        return calls === call ? other(texts, signal) : TINY.embed(texts, signal);
      },
    };
  }

  /** Writes to the index are noted before and after. */
  function noting(log: string[]): void {
    const { passages } = stores();
    const { upsert } = passages;
    onTestFinished(() => {
      passages.upsert = upsert;
    });
    passages.upsert = async (space, rows) => {
      log.push('write');
      await upsert(space, rows);
      log.push('written');
    };
  }

  test('embeds the next ones before it writes, and says how far it came', async () => {
    const log: string[] = [];
    noting(log);
    const { batch, chunks, held, index } = await bundleOf(32, {
      name: 'tiny',
      embed: async (texts, signal) => {
        log.push('embed');
        return TINY.embed(texts, signal);
      },
    });
    expect(chunks).toBeGreaterThan(64);

    expect(await index(batch)).toEqual({ space: 'tiny 2', next: chunks });

    expect(await held('tiny 2')).toBe(chunks);
    expect(log.slice(0, 4)).toEqual(['embed', 'embed', 'write', 'written']);
  });

  test('ends after some seconds, and the next one goes on from there', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const embedder = changing(1, async (texts, signal) => {
      vi.advanceTimersByTime(5_000);
      return TINY.embed(texts, signal);
    });
    const { batch, chunks, held, index } = await bundleOf(32, embedder);

    expect(await index(batch)).toEqual({ space: 'tiny 2', next: 64 });
    expect(await held('tiny 2')).toBe(64);
    expect(await index({ ...batch, from: 64 })).toMatchObject({ next: chunks });
    expect(await held('tiny 2')).toBe(chunks);
  });

  test('writes to one space alone when the model changes meanwhile', async () => {
    const embedder = changing(2, async (texts) => texts.map(() => [1, 0, 0]));
    const { batch, held, index } = await bundleOf(32, embedder);
    expect(await index(batch)).toEqual({ space: 'tiny 2', next: 64 });
    expect(await held('tiny 3')).toBe(0);
  });

  test('fails only when nothing is written any more', async () => {
    const log: string[] = [];
    noting(log);
    const embedder = changing(2, () =>
      Promise.reject(new ServiceError('unavailable', 'the model is away')),
    );
    const { batch, index } = await bundleOf(32, embedder);
    await expect(index(batch)).rejects.toThrow('the model is away');
    expect(log).toEqual(['write', 'written']);
  });
});

test('a new edition takes the place of the old one, which serves until then', async () => {
  const input = await begun();
  const { documents, passages, objects } = stores();
  const old = steps(['An old text.']);
  const [bundle] = (await old.parse(input)).bundles;
  const whole = { from: 0, to: 1, useEmbedder: false };
  await old.index({ ...input, chunksKey: bundle?.chunksKey ?? '', ...whole });
  await old.commit({ ...input, space: KEYWORD_SPACE, chunks: 1 });
  const runId = randomUUID();
  await documents.requeue(input.documentId, runId);
  const next = { ...input, runId, edition: 'newer' };
  const { state, parse, index, commit } = steps(['A new text.'], TINY);
  expect(await state.beginIngestion(next)).not.toBeNull();
  const [newBundle] = (await parse(next)).bundles;
  const chunksKey = newBundle?.chunksKey ?? '';
  await index({ ...next, chunksKey, ...whole, useEmbedder: true });

  const words = { owner: input.owner, space: KEYWORD_SPACE };
  expect(await find(input.documentId)).toMatchObject({ edition: 'new', space: KEYWORD_SPACE });
  expect(await passages.count(words, input.documentId)).toBe(1);
  await commit({ ...next, space: 'tiny 2', chunks: 1 });

  expect(await find(input.documentId)).toMatchObject({ edition: 'newer', space: 'tiny 2' });
  expect(await passages.count(words, input.documentId)).toBe(0);
  expect(await documents.bundles(input)).toEqual([]);
  const keys = await objects.list(`documents/${input.documentId}`);
  expect(keys.map((key) => key.split('/')[2])).toEqual(['newer', 'newer', 'original']);
});

test('an ingestion that gives up leaves the bytes and the reason, and nothing else', async () => {
  const input = await begun();
  const { state, parse, index } = steps(['Some text.'], TINY);
  const [bundle] = (await parse(input)).bundles;
  const chunksKey = bundle?.chunksKey ?? '';
  await index({ ...input, chunksKey, from: 0, to: 1, useEmbedder: true });
  const error = { error: 'unavailable', message: 'away' };

  await state.giveUpIngestion({ ...input, status: 'failed', error });
  await state.clearEdition(input);
  await state.clearEdition(input);

  const { documents, passages, objects } = stores();
  expect(await find(input.documentId)).toMatchObject({ status: 'failed', error });
  expect(await documents.bundles(input)).toEqual([]);
  expect(await passages.count({ ...input, space: 'tiny 2' }, input.documentId)).toBe(0);
  expect(await objects.list(`documents/${input.documentId}`)).toHaveLength(1);
});

test('what is written after an ingestion was given up goes again, and what another one writes stays', async () => {
  const input = await begun();
  const { documents, passages, objects } = stores();
  const next = { ...input, runId: randomUUID(), edition: 'newer' };
  const slow: Embedder = {
    ...TINY,
    async embed(texts, signal) {
      await documents.giveUp(input.documentId, input.runId, { status: 'cancelled', error: null });
      await steps([]).state.clearEdition(input);
      await documents.requeue(input.documentId, next.runId);
      await documents.begin(input.documentId, next.runId);
      const other = steps(['Some text.'], TINY);
      const [bundle] = (await other.parse(next)).bundles;
      const batch = { chunksKey: bundle?.chunksKey ?? '', from: 0, to: 1, useEmbedder: true };
      await other.index({ ...next, ...batch });
      return TINY.embed(texts, signal);
    },
  };
  const { parse, index } = steps(['Some text.'], slow);
  const [bundle] = (await parse(input)).bundles;
  const batch = { chunksKey: bundle?.chunksKey ?? '', from: 0, to: 1, useEmbedder: true };

  await expect(index({ ...input, ...batch })).rejects.toMatchObject({ code: 'not-found' });
  await expect(parse(input)).rejects.toMatchObject({ code: 'not-found' });

  const space = { owner: input.owner, space: 'tiny 2' };
  expect(await passages.count(space, input.documentId, 'new')).toBe(0);
  expect(await passages.count(space, input.documentId, 'newer')).toBe(1);
  expect(await documents.bundles(input)).toEqual([]);
  expect(await documents.bundles(next)).toHaveLength(1);
  const keys = await objects.list(`documents/${input.documentId}`);
  expect(keys.map((key) => key.split('/')[2])).toEqual(['newer', 'newer', 'original']);
});

test('a database that is away for a moment costs nothing of what was made', async () => {
  const input = await begun();
  const { documents, passages, objects } = stores();
  const { find: findDocument } = documents;
  const slow: Embedder = {
    ...TINY,
    async embed(texts, signal) {
      documents.find = async () => {
        documents.find = findDocument;
        throw new ServiceError('unavailable', 'the connection was lost');
      };
      return TINY.embed(texts, signal);
    },
  };
  const { parse, index } = steps(['Some text.'], slow);
  const [bundle] = (await parse(input)).bundles;
  const batch = { chunksKey: bundle?.chunksKey ?? '', from: 0, to: 1, useEmbedder: true };

  await expect(index({ ...input, ...batch })).rejects.toMatchObject({ code: 'unavailable' });

  const space = { owner: input.owner, space: 'tiny 2' };
  expect(await passages.count(space, input.documentId, 'new')).toBe(1);
  expect(await documents.bundles(input)).toHaveLength(1);
  expect(await objects.list(`documents/${input.documentId}`)).toHaveLength(3);
});

test('a page that is kept after its ingestion was given up does not stay', async () => {
  const input = await begun();
  const { documents, objects } = stores();
  const { addBundles } = documents;
  documents.addBundles = async (edition, bundles) => {
    await documents.giveUp(input.documentId, input.runId, { status: 'cancelled', error: null });
    await addBundles(edition, bundles);
  };
  await expect(steps(['Some text.']).parse(input)).rejects.toMatchObject({ code: 'not-found' });
  documents.addBundles = addBundles;

  expect(await documents.bundles(input)).toEqual([]);
  expect(await objects.list(`documents/${input.documentId}`)).toHaveLength(1);
});

test('a document that is put into a collection while it is indexed is found there', async () => {
  const input = await begun();
  const { collections, documents, passages } = stores();
  const collection = await collections.create(input.owner, randomUUID());
  const ids = [collection?.collection_id ?? ''];
  const slow: Embedder = {
    ...TINY,
    async embed(texts, signal) {
      const { contentHash } = (await find(input.documentId)) ?? { contentHash: '' };
      const entry = randomUUID();
      await documents.enter({
        id: entry,
        owner: input.owner,
        filename: 'again.txt',
        sourceUrl: null,
      });
      const received = { sizeBytes: 1, contentHash, originalKey: 'k', runId: randomUUID() };
      await documents.receive(entry, { ...received, collectionIds: ids });
      return TINY.embed(texts, signal);
    },
  };
  const { parse, index } = steps(['Some text.'], slow);
  const [bundle] = (await parse(input)).bundles;
  const batch = { chunksKey: bundle?.chunksKey ?? '', from: 0, to: 1, useEmbedder: true };
  await index({ ...input, ...batch });

  const filter = { collectionIds: ids };
  const space = { owner: input.owner, space: 'tiny 2' };
  expect(await passages.keyword({ ...space, filter, limit: 5, terms: ['text'] })).toHaveLength(1);
});

test('what is written to the index while the document is deleted does not stay there', async () => {
  const input = await begun();
  const { documents, passages } = stores();
  const slow: Embedder = {
    ...TINY,
    async embed(texts, signal) {
      await documents.hide(input.documentId);
      await steps([]).state.removeDocument({ ...input, ingestWorkflowId: 'x' });
      return TINY.embed(texts, signal);
    },
  };
  const { parse, index } = steps(['Some text.'], slow);
  const [bundle] = (await parse(input)).bundles;
  const batch = { chunksKey: bundle?.chunksKey ?? '', from: 0, to: 1, useEmbedder: true };

  await expect(index({ ...input, ...batch })).rejects.toMatchObject({ code: 'not-found' });

  expect(await passages.count({ ...input, space: 'tiny 2' }, input.documentId)).toBe(0);
  await expect(index({ ...input, ...batch })).rejects.toMatchObject({ code: 'not-found' });
});

test('a deleted document is gone from every store', async () => {
  const input = await begun();
  const { state, parse, index, commit } = steps(['Some text.']);
  const { runs, documents, passages, objects } = stores();
  const workflowId = 'ingest-it';
  const { runId, owner } = input;
  const run = {
    id: runId,
    kind: 'document' as const,
    owner,
    query: 'notes.txt',
    mode: 'ingestion',
  };
  await runs.create({ ...run, request: {}, workflowId });
  expect(await state.ingestionEnded({ runId })).toBe(false);
  const [bundle] = (await parse(input)).bundles;
  const batch = { chunksKey: bundle?.chunksKey ?? '', from: 0, to: 1, useEmbedder: false };
  await index({ ...input, ...batch });
  await commit({ ...input, space: KEYWORD_SPACE, chunks: 1 });
  await runs.end(runId, { status: 'completed' });
  expect(await state.ingestionEnded({ runId })).toBe(true);
  await documents.hide(input.documentId);

  await state.removeDocument({ ...input, ingestWorkflowId: workflowId });
  await state.removeDocument({ ...input, ingestWorkflowId: workflowId });

  expect(await find(input.documentId)).toBeUndefined();
  expect(await runs.find(runId)).toBeUndefined();
  expect(await objects.list(`documents/${input.documentId}`)).toEqual([]);
  const space = { owner, space: KEYWORD_SPACE };
  expect(await passages.count(space, input.documentId)).toBe(0);
  expect(await state.ingestionEnded({ runId })).toBe(true);
});
