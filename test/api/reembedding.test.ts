import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { watchEmbeddingModel } from '../../api/reembedding.js';
import { LOCAL_OWNER } from '../../contracts/owners.js';
import { Reembedding } from '../../contracts/reembedding.js';
import { clockTick } from '../adapters/state/clock-tick.js';
import { useDocumentStores } from '../helpers/document-stores.js';
import { indexDocument } from '../helpers/index-document.js';
import { bearer } from './scripted-callers.js';
import { scriptedStarter } from './scripted-starter.js';
import { serveApp, testParts } from './test-app.js';

const stores = useDocumentStores();

beforeAll(async () => {
  await indexDocument(stores(), { pages: ['Served by its words.'], owner: 'ada' });
});

/** An API whose re-embeddings start, or do not, as told. */
async function api(starts: readonly boolean[] = [true]) {
  const asked: string[] = [];
  const answers = [...starts];
  const starter = scriptedStarter(stores(), undefined, {
    async startReembedding({ runId }) {
      asked.push(runId);
      return answers.shift() ?? true;
    },
  });
  const ready: { model: string | undefined } = { model: 'new' };
  const parts = testParts(stores(), { ...stores(), starter, embeddingModel: () => ready.model });
  const url = `${await serveApp(parts)}/api/admin/reembedding`;
  return { url, asked, parts, ready };
}

async function call(url: string, method: 'GET' | 'POST', key = 'sk-root') {
  const response = await fetch(url, { method, headers: bearer(key) });
  return { status: response.status, json: await json(response) };
}

async function json(response: Response): Promise<unknown> {
  return response.json();
}

async function endLast(): Promise<void> {
  const filter = { owner: LOCAL_OWNER, kinds: ['reembedding'] as const, limit: 10, offset: 0 };
  for (const { id } of (await stores().runs.list(filter)).runs)
    await stores().runs.end(id, { status: 'completed' });
}

test('only an administrator sees and starts it, and a second start joins the first', async () => {
  const { url, asked } = await api();

  expect((await call(url, 'GET', 'sk-ada')).status).toBe(403);
  expect((await call(url, 'POST', 'sk-ada')).status).toBe(403);
  expect((await call(url, 'GET')).json).toMatchObject({ status: 'none', session_id: null });

  const first = await call(url, 'POST');
  const second = await call(url, 'POST');

  expect([first.status, second.status]).toEqual([202, 202]);
  expect(Reembedding.parse(second.json).session_id).toBe(asked[0]);
  expect(asked).toHaveLength(1);
  const progress = { space: 'new 2', total: 1, done: 0, failed: [] };
  await stores().runs.keepPartial(asked[0] ?? '', progress);
  expect((await call(url, 'GET')).json).toMatchObject({ status: 'queued', progress });
  await endLast();
});

test('another process that starts at the same time leaves one run', async () => {
  const { url, asked } = await api([false]);
  const before = (await call(url, 'GET')).json;

  const { json } = await call(url, 'POST');

  expect(asked).toHaveLength(1);
  expect(json).toEqual(before);
});

test('it starts by itself when the model is another than the one that documents are served by, once', async () => {
  const { asked, parts, ready } = await api();
  const look = watchEmbeddingModel(parts);

  ready.model = undefined;
  await look();
  expect(asked).toHaveLength(0);
  ready.model = 'new';
  await look();
  await look();
  expect(asked).toHaveLength(1);
  await endLast();
  await look();
  expect(asked).toHaveLength(1);
});

test('it starts once more for a document that was indexed by its words alone after the model was found', async () => {
  const { asked, parts } = await api();
  const look = watchEmbeddingModel(parts);
  await look();
  await endLast();
  await look();
  expect(asked).toHaveLength(1);

  await clockTick();
  await indexDocument(stores(), { pages: ['Its ingestion had begun before.'], owner: 'ada' });
  await look();
  await look();
  expect(asked).toHaveLength(2);
  await endLast();
  await look();
  expect(asked).toHaveLength(2);
});

test('a document that comes while a re-embedding is under way is looked at when that has ended', async () => {
  const { asked, parts } = await api();
  const look = watchEmbeddingModel(parts);
  await look();
  await clockTick();
  await indexDocument(stores(), { pages: ['Too late for the last look.'], owner: 'ada' });
  await look();
  expect(asked).toHaveLength(1);

  await endLast();
  await look();

  expect(asked).toHaveLength(2);
  await endLast();
});

test('another process leaves what a re-embedding with its model has left, one with another model not', async () => {
  const { asked, parts, ready } = await api();
  await watchEmbeddingModel(parts)();
  const failed = [{ document_id: randomUUID(), filename: 'a.txt', message: 'it is broken' }];
  await stores().runs.keepPartial(asked[0] ?? '', { space: 'new 2', total: 1, done: 0, failed });
  const same = watchEmbeddingModel(parts);
  await same();
  ready.model = 'newer';
  const other = watchEmbeddingModel(parts);
  await other();
  expect(asked).toHaveLength(1);
  await endLast();

  ready.model = 'new';
  await same();
  expect(asked).toHaveLength(1);
  ready.model = 'newer';
  await other();
  expect(asked).toHaveLength(2);
  await endLast();
});

test('it does not start when all documents are served by the model', async () => {
  const { documents } = stores();
  for (const { id, edition } of await documents.listOutside('new 2', 10))
    await documents.serveFrom(id, edition ?? '', 'new 2');
  const { asked, parts } = await api();

  await watchEmbeddingModel(parts)();

  expect(asked).toHaveLength(0);
});
