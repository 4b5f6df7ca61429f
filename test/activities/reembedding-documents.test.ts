import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { createReembeddingActivities } from '../../activities/reembedding-documents.js';
import { KEYWORD_SPACE } from '../../contracts/passage-index.js';
import type {
  ChunkPlace,
  DocumentOutside,
  ReembeddedChunks,
} from '../../contracts/reembedding-steps.js';
import { useDocumentStores } from '../helpers/document-stores.js';
import { indexDocument } from '../helpers/index-document.js';

const stores = useDocumentStores();
const SPACE = 'new 2';
/** More than one batch of chunks. */
const LONG = Array.from({ length: 20 }, (_, page) =>
  Array.from({ length: 40 }, (_, at) => `Of ${page} and ${at}: ${'words '.repeat(40)}.`).join(
    '\n\n',
  ),
);

function activities(model = 'new') {
  const embedder = {
    name: model,
    embed: async (texts: readonly string[]) => texts.map(() => [1, 0]),
  };
  return createReembeddingActivities({ ...stores(), embedder: () => embedder });
}

function run<T>(work: () => Promise<T>): Promise<T> {
  return new MockActivityEnvironment().run(work);
}

async function outside(id: string): Promise<DocumentOutside> {
  const document = await stores().documents.find(id);
  const { owner = '', filename = '', edition } = document ?? {};
  return { documentId: id, owner, filename, edition: edition ?? '' };
}

/** Writes chunks from a place on, as the workflow does, until something else than more is to be done. */
async function reembed(document: DocumentOutside, from: ChunkPlace = { bundle: 0, from: 0 }) {
  const { reembedChunks } = activities();
  const places: ChunkPlace[] = [];
  for (let at = from; ; ) {
    places.push(at);
    const written: ReembeddedChunks = await run(() =>
      reembedChunks({ ...document, space: SPACE, at }),
    );
    if (written.state !== 'more') return { state: written.state, places };
    at = written.next;
  }
}

function countIn(space: string, { owner, documentId }: DocumentOutside): Promise<number> {
  return stores().passages.count({ owner, space }, documentId);
}

test('a document is served from its old vectors until all new ones are there, and then from these alone', async () => {
  const id = await indexDocument(stores(), { pages: LONG, owner: 'ada' });
  const document = await outside(id);
  const chunks = (await stores().documents.find(id))?.chunks ?? 0;

  const { state, places } = await reembed(document);
  const before = await stores().documents.find(id);
  const served = await run(() => activities().serveReembedded({ ...document, space: SPACE }));
  const after = await stores().documents.find(id);

  expect(places.length).toBeGreaterThan(1);
  expect({ state, served }).toEqual({ state: 'whole', served: true });
  expect(before?.space).toBe(KEYWORD_SPACE);
  expect(after).toMatchObject({ space: SPACE, edition: document.edition, status: 'indexed' });
  expect(await countIn(SPACE, document)).toBe(chunks);
  expect(await countIn(KEYWORD_SPACE, document)).toBe(0);
});

test('writing twice keeps once, and what is not whole is not served', async () => {
  const id = await indexDocument(stores(), { pages: LONG, owner: 'bob' });
  const document = await outside(id);
  const { reembedChunks, serveReembedded } = activities();
  const input = { ...document, space: SPACE, at: { bundle: 0, from: 0 } };

  await run(() => reembedChunks(input));
  await run(() => reembedChunks(input));

  expect(await countIn(SPACE, document)).toBe(64);
  await expect(run(() => serveReembedded({ ...document, space: SPACE }))).rejects.toMatchObject({
    code: 'bad-reply',
  });
  expect((await stores().documents.find(id))?.space).toBe(KEYWORD_SPACE);
});

test('a document that is deleted meanwhile leaves nothing behind', async () => {
  const id = await indexDocument(stores(), { pages: ['Soon gone.'], owner: 'carol' });
  const document = await outside(id);
  await reembed(document);
  await stores().documents.hide(id);

  const { state } = await reembed(document);
  const served = await run(() => activities().serveReembedded({ ...document, space: SPACE }));

  expect({ state, served }).toEqual({ state: 'gone', served: false });
  expect(await countIn(SPACE, document)).toBe(0);
});

test('a document that is being indexed anew is left to that', async () => {
  const id = await indexDocument(stores(), { pages: ['Again.'], owner: 'dora' });
  const document = await outside(id);
  await stores().documents.requeue(id, randomUUID());

  expect((await reembed(document)).state).toBe('gone');
  expect(await countIn(SPACE, document)).toBe(0);
  expect(await countIn(KEYWORD_SPACE, document)).toBe(1);
});

test('a model that changes meanwhile writes nothing', async () => {
  const id = await indexDocument(stores(), { pages: ['Some text.'], owner: 'eve' });
  const document = await outside(id);

  const at = { bundle: 0, from: 0 };
  const written = await run(() =>
    activities('other').reembedChunks({ ...document, space: SPACE, at }),
  );

  expect(written).toEqual({ state: 'model-changed' });
  expect(await countIn('other 2', document)).toBe(0);
});

test('the next document is one of another space that has not failed', async () => {
  const { openReembedding, nextOutside } = activities();
  const opened = await run(() => openReembedding());
  const first = await run(() => nextOutside({ space: SPACE, skip: [] }));
  const second = await run(() => nextOutside({ space: SPACE, skip: [first?.documentId ?? ''] }));

  expect(opened?.space).toBe(SPACE);
  expect(opened?.total).toBeGreaterThanOrEqual(2);
  expect(first).not.toBeNull();
  expect(second?.documentId).not.toBe(first?.documentId);
  const none = createReembeddingActivities({ ...stores(), embedder: () => undefined });
  expect(await run(() => none.openReembedding())).toBeNull();
});
