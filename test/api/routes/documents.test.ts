import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createDocumentFetcher } from '../../../adapters/documents/document-fetcher.js';
import type { AppParts } from '../../../api/api-parts.js';
import type { IngestionStart } from '../../../api/run-starter.js';
import { Document, DocumentList } from '../../../contracts/documents.js';
import { KEYWORD_SPACE } from '../../../contracts/passage-index.js';
import { editionPrefix } from '../../../contracts/stored-documents.js';
import { type DocumentStores, useDocumentStores } from '../../helpers/document-stores.js';
import { serve } from '../../helpers/serve.js';
import { upload } from '../../helpers/upload.js';
import { bearer } from '../scripted-callers.js';
import { scriptedStarter } from '../scripted-starter.js';
import { post, serveApp, testParts } from '../test-app.js';

const stores = useDocumentStores();
const LIMIT = 300_000;

type Ingest = (ingestion: IngestionStart, stores: DocumentStores) => Promise<void>;

/** An API whose ingestions do as the script says, at once. */
async function api(ingest: Ingest = succeed, changes: Partial<AppParts> = {}) {
  const state = stores();
  const started: IngestionStart[] = [];
  const starter = scriptedStarter(state, undefined, {
    async startIngestion(ingestion) {
      started.push(ingestion);
      await ingest(ingestion, state);
    },
    async deleteDocument({ documentId, runId }) {
      await state.objects.deletePrefix(`documents/${documentId}`);
      await state.runs.remove(runId);
      await state.documents.remove(documentId);
      return true;
    },
  });
  const parts = testParts(state, { ...state, starter, documentBytes: LIMIT, ...changes });
  const url = `${await serveApp(parts)}/api/v1/documents`;
  return { url, started };
}

const succeed: Ingest = async ({ input }, { documents, runs, events, objects }) => {
  const { documentId, runId } = input;
  await runs.begin(runId);
  await documents.begin(documentId, runId);
  const info = { mediaType: 'text/plain', title: 'T', language: 'en', pageCount: 2, warnings: [] };
  await documents.describe(documentId, runId, info);
  const page = (number: number) => ({
    number,
    label: null,
    kind: 'page',
    text: `Text of page ${number}.`,
    blocks: [],
    trail: [],
  });
  const edition = { documentId, edition: 'first' };
  const pages = JSON.stringify([page(1), page(2)]);
  const pagesKey = await objects.put(`${editionPrefix(documentId, 'first')}/pages`, pages);
  const bundle = { position: 0, firstPage: 1, lastPage: 2, pagesKey, chunksKey: '', chunks: 2 };
  await documents.addBundles(edition, [bundle]);
  await events.append(runId, [{ key: 'w:1', type: 'run-start', data: {} }]);
  await documents.commit(documentId, runId, { edition: 'first', space: KEYWORD_SPACE, chunks: 2 });
  await runs.end(runId, { status: 'completed' });
};

function fails(error: string): Ingest {
  return async ({ input: { documentId, runId } }, { documents, runs }) => {
    await documents.begin(documentId, runId);
    const reason = { error, message: 'what happened' };
    await documents.giveUp(documentId, runId, { status: 'failed', error: reason });
    await runs.end(runId, { status: 'failed', error: reason });
  };
}

const neverEnds: Ingest = async ({ input: { documentId, runId } }, { documents }) => {
  await documents.begin(documentId, runId);
};

const file = (body: string | Uint8Array<ArrayBuffer> = randomUUID(), name = 'notes.txt') => ({
  name,
  body,
});

const Problem = z.object({ error: z.string(), message: z.string(), trace_id: z.string() });

async function problem(response: Response) {
  return { status: response.status, ...Problem.parse(await response.json()) };
}

async function documentOf(response: Response): Promise<Document> {
  expect(response.status).toBeLessThan(300);
  return Document.parse(await response.json());
}

/** Objects and entries that belong to no document that anybody sees. */
async function leftOver(): Promise<unknown> {
  const { objects, documents } = stores();
  const keys = await objects.list('documents');
  const ids = [...new Set(keys.map((key) => key.split('/')[1] ?? ''))];
  const known = new Set((await documents.findMany(ids)).map(({ id }) => id));
  return [ids.filter((id) => !known.has(id)), await documents.listAbandoned(-1)];
}

test.each(['', '/upload'])('an upload to /documents%s answers when it is indexed', async (path) => {
  const { url, started } = await api();
  const body = randomUUID();

  const response = await upload(`${url}${path}`, file(body));

  const document = await documentOf(response);
  expect(document).toMatchObject({
    filename: 'notes.txt',
    file_size: 36,
    pages: 2,
    chunks: 2,
    status: 'indexed',
    indexed_at: expect.stringMatching(/Z$/),
  });
  expect(response.headers.get('location')).toBe(`/api/v1/documents/${document.document_id}`);
  expect(started).toHaveLength(1);
  expect(started[0]?.workflowId).toContain(document.content_hash);
  const content = await fetch(`${url}/${document.document_id}/content`);
  expect(await content.text()).toBe(body);
  expect(content.headers.get('content-disposition')).toBe('attachment; filename="notes.txt"');
  expect(content.headers.get('content-security-policy')).toContain('sandbox');
  expect(content.headers.get('x-content-type-options')).toBe('nosniff');
});

test('with wait=false an upload answers at once, and its events can be followed', async () => {
  const { url } = await api(neverEnds);

  const response = await upload(`${url}?wait=false`, file());

  expect(response.status).toBe(202);
  const { document_id: id, status } = await documentOf(response);
  expect(status).toBe('queued');
  expect(await documentOf(await fetch(`${url}/${id}`))).toMatchObject({ status: 'processing' });
  const document = await stores().documents.find(id);
  await succeed(
    {
      input: { documentId: id, runId: document?.runId ?? '', owner: '' },
      workflowId: '',
      owner: '',
      filename: '',
    },
    stores(),
  );
  const events = await (await fetch(`${url}/${id}/events`)).text();
  expect(events).toMatch(/event: run-start[\s\S]*event: run-end/);
});

test('the same bytes twice are one document, ingested once', async () => {
  const { url, started } = await api();
  const body = randomUUID();

  const [first, second, third] = await Promise.all([
    upload(url, file(body)).then(documentOf),
    upload(url, file(body, 'other name.txt')).then(documentOf),
    upload(url, file(body)).then(documentOf),
  ]);

  expect(new Set([first?.document_id, second?.document_id, third?.document_id]).size).toBe(1);
  expect(started).toHaveLength(1);
  expect(await leftOver()).toEqual([[], []]);
});

test('the same bytes are ingested again after they failed', async () => {
  let works = false;
  const { url, started } = await api(async (ingestion, state) =>
    (works ? succeed : fails('unavailable'))(ingestion, state),
  );
  const body = randomUUID();
  expect(await problem(await upload(url, file(body)))).toMatchObject({
    status: 503,
    error: 'document_unavailable',
    message: 'what happened',
  });
  works = true;

  expect(await documentOf(await upload(url, file(body)))).toMatchObject({ status: 'indexed' });
  expect(started).toHaveLength(2);
});

test.each([
  ['unreadable', 422],
  ['too-large', 413],
  ['bad-input', 422],
  ['unavailable', 503],
  ['storage-full', 507],
  ['who-knows', 500],
])(
  'an ingestion that fails as %s answers %i and keeps the document with the reason',
  async (code, status) => {
    const { url } = await api(fails(code));
    const body = randomUUID();

    const response = await upload(url, file(body));

    const id = response.headers.get('document-id') ?? '';
    expect(await problem(response)).toMatchObject({
      status,
      error: `document_${code.replaceAll('-', '_')}`,
    });
    const { json } = { json: await (await fetch(`${url}/${id}`)).json() };
    expect(json).toMatchObject({
      status: 'failed',
      error: { error: code, message: 'what happened' },
    });
  },
);

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\report.pdf', 'report.pdf'],
  ['..', 'document'],
  ['a\u202efdp.exe', 'afdp.exe'],
  ['tab\there.txt', 'tabhere.txt'],
  ['Übersicht 東京.txt', 'Übersicht 東京.txt'],
  [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(196)}.pdf`],
])('the name %j is shown as %j', async (sent, shown) => {
  const { url } = await api();

  const { document_id: id, filename } = await documentOf(await upload(url, file(undefined, sent)));

  expect(filename).toBe(shown);
  const content = await fetch(`${url}/${id}/content`);
  expect(content.status).toBe(200);
  expect(content.headers.get('content-disposition')).toMatch(/^attachment; filename="/);
});

test('an upload without a file, with two, or with an empty one is refused and leaves nothing', async () => {
  const { url, started } = await api();
  const empty = new FormData();
  empty.append('collection_id', randomUUID());
  const none = await fetch(url, { method: 'POST', body: empty });
  expect(none.status).toBe(422);
  expect(await none.json()).toEqual({
    detail: [{ type: 'missing', loc: ['body', 'file'], msg: 'Field required', input: null }],
  });
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(422);
  const unbounded = {
    method: 'POST',
    body: 'x',
    headers: { 'content-type': 'multipart/form-data' },
  };
  expect(await problem(await fetch(url, unbounded))).toMatchObject({
    status: 400,
    error: 'bad_form',
  });

  const two = new FormData();
  two.append('file', new File(['one'], 'one.txt'));
  two.append('file', new File(['two'], 'two.txt'));
  const both = await fetch(url, { method: 'POST', body: two });
  expect(await problem(both)).toMatchObject({ status: 422, error: 'several_files' });
  expect(await problem(await upload(url, file('')))).toMatchObject({
    status: 422,
    error: 'document_empty',
  });
  expect(started).toEqual([]);
  expect(await leftOver()).toEqual([[], []]);
});

test('a file above the limit is refused with 413 before it is read to the end, by its length or without one', async () => {
  const { url, started } = await api();
  const body = randomBytes(2_000_000);
  expect(await problem(await upload(url, file(body)))).toMatchObject({
    status: 413,
    error: 'document_too_large',
    message: expect.stringContaining('DOCUMENT_MB'),
  });

  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  const head = [
    'POST /api/v1/documents HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: multipart/form-data; boundary=x',
    'Transfer-Encoding: chunked',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const chunk = (text: string) => socket.write(`${text.length.toString(16)}\r\n${text}\r\n`);
  chunk('--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n');
  for (let sent = 0; sent < 10; sent++) chunk('y'.repeat(100_000));
  const [answer] = await once(socket, 'data');
  socket.destroy();

  expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
  expect(started).toEqual([]);
  await expect.poll(leftOver).toEqual([[], []]);
});

test('an upload that breaks off keeps nothing', async () => {
  const { url, started } = await api();
  const { port } = new URL(url);
  const form = (ending: string) =>
    `--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of it${ending}`;

  const cut = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: form(''),
  });
  expect(await problem(cut)).toMatchObject({ status: 400, error: 'upload_incomplete' });

  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `POST /api/v1/documents HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9999\r\n\r\n${form('')}`,
  );
  await expect.poll(async () => (await stores().documents.listAbandoned(-1)).length).toBe(1);
  socket.destroy();

  await expect.poll(leftOver).toEqual([[], []]);
  expect(started).toEqual([]);
});

test('an upload whose collection is unknown is refused and leaves nothing', async () => {
  const { url, started } = await api();

  const unknown = await upload(url, file(), { collection_id: randomUUID() });
  expect(await problem(unknown)).toMatchObject({ status: 404, error: 'collection_not_found' });
  const malformed = await upload(url, file(), { collection_id: 'mine' });
  expect(malformed.status).toBe(422);
  expect(await malformed.json()).toMatchObject({
    detail: [{ type: 'uuid_parsing', loc: ['body', 'collection_id'] }],
  });

  expect(started).toEqual([]);
  expect(await leftOver()).toEqual([[], []]);
});

test('when Temporal is away the document is failed, and reindexing mends it', async () => {
  let away = true;
  const { url } = await api(async (ingestion, state) => {
    if (away) throw new Error('no Temporal');
    await succeed(ingestion, state);
  });
  const name = `${randomUUID()}.txt`;
  expect((await upload(url, file(randomUUID(), name))).status).toBe(500);
  const { documents } = DocumentList.parse(await (await fetch(`${url}?status=failed`)).json());
  const ours = documents.filter(({ filename }) => filename === name);
  away = false;

  expect(ours).toHaveLength(1);
  const mended = await fetch(`${url}/${ours[0]?.document_id}/reindex`, { method: 'POST' });

  expect(await documentOf(mended)).toMatchObject({ status: 'indexed', error: null });
});

test('a reindexing that is cut off leaves no events of the last ingestion, and can be asked for again', async () => {
  const { documents, runs, events } = stores();
  const { url } = await api(succeed, {
    documents: { ...documents, requeue: () => Promise.reject(new Error('the process dies')) },
  });
  const { document_id: id } = await documentOf(await upload(url, file()));
  const runId = (await documents.find(id))?.runId ?? '';
  expect(await runs.find(runId)).toMatchObject({ status: 'completed' });

  expect((await fetch(`${url}/${id}/reindex`, { method: 'POST' })).status).toBe(500);

  expect(await runs.find(runId)).toBeUndefined();
  expect(await events.read(runId, 0, 10)).toEqual([]);
  const again = await fetch(`${(await api()).url}/${id}/reindex`, { method: 'POST' });
  expect(await documentOf(again)).toMatchObject({ status: 'indexed' });
});

test('documents are listed by collection and status, a page at a time', async () => {
  const { url } = await api();
  const { collections } = stores();
  const collection = await collections.create('local', randomUUID());
  const id = collection?.collection_id ?? '';
  const first = await documentOf(await upload(url, file(), { collection_id: id }));
  const second = await documentOf(await upload(url, file(), { collection_id: id }));

  const list = async (query: string) =>
    DocumentList.parse(await (await fetch(`${url}?collection_id=${id}&${query}`)).json());
  expect((await fetch(`${url}?collection_id=${randomUUID()}`)).status).toBe(404);

  expect((await list('')).documents.map(({ document_id }) => document_id)).toEqual([
    second.document_id,
    first.document_id,
  ]);
  expect(await list('limit=1&offset=1')).toMatchObject({
    documents: [{ document_id: first.document_id, collection_ids: [id] }],
    total: 2,
    limit: 1,
    offset: 1,
  });
  expect(await list('status=failed')).toMatchObject({ documents: [], total: 0 });
  const bad = await fetch(`${url}?status=lost&limit=0`);
  expect(bad.status).toBe(422);
});

test('the pages of a document can be read one by one', async () => {
  const { url } = await api();
  const { document_id: id } = await documentOf(await upload(url, file()));

  expect(await (await fetch(`${url}/${id}/pages/2`)).json()).toEqual({
    document_id: id,
    page: 2,
    label: null,
    kind: 'page',
    text: 'Text of page 2.',
  });
  const beyond = await fetch(`${url}/${id}/pages/3`);
  expect(await problem(beyond)).toMatchObject({ status: 404, error: 'page_not_found' });
  expect((await fetch(`${url}/${id}/pages/0`)).status).toBe(422);
  expect((await fetch(`${url}/${id}/pages/two`)).status).toBe(422);
});

test('a deleted document is not found any more', async () => {
  const { url } = await api();
  const { document_id: id } = await documentOf(await upload(url, file()));

  const deleted = await fetch(`${url}/${id}`, { method: 'DELETE' });

  expect(deleted.status).toBe(200);
  expect(await deleted.json()).toEqual({
    success: true,
    message: 'Document deleted successfully',
  });
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['GET', '/content'],
    ['GET', '/pages/1'],
    ['GET', '/events'],
    ['POST', '/reindex'],
  ]) {
    const gone = await fetch(`${url}/${id}${path}`, { method: method ?? '' });
    expect(await problem(gone)).toMatchObject({ status: 404, error: 'document_not_found' });
  }
  expect((await fetch(`${url}/none`)).status).toBe(422);
});

test('a document whose deletion takes long is hidden at once', async () => {
  const state = stores();
  const starter = scriptedStarter(state, undefined, {
    startIngestion: (ingestion) => succeed(ingestion, state),
    deleteDocument: async () => false,
  });
  const { url } = await api(succeed, { starter });
  const body = randomUUID();
  const { document_id: id } = await documentOf(await upload(url, file(body)));

  expect((await fetch(`${url}/${id}`, { method: 'DELETE' })).status).toBe(202);

  expect((await fetch(`${url}/${id}`)).status).toBe(404);
  const again = await upload(url, file(body));
  expect(await problem(again)).toMatchObject({ status: 409, error: 'document_being_deleted' });
  await state.objects.deletePrefix(`documents/${id}`);
  await state.documents.remove(id);
});

test('nobody sees the documents of another owner', async () => {
  const { url } = await api();
  const { document_id: id } = await documentOf(await upload(url, file()));
  const headers = bearer('sk-ada');

  for (const path of ['', '/content', '/pages/1', '/events']) {
    const response = await fetch(`${url}/${id}${path}`, { headers });
    expect(await problem(response)).toMatchObject({ status: 404, error: 'document_not_found' });
  }
  expect((await fetch(`${url}/${id}`, { method: 'DELETE', headers })).status).toBe(404);
  const list = DocumentList.parse(await (await fetch(url, { headers })).json());
  expect(list.total).toBe(0);
  const chat = await fetch(url, { headers: bearer('sk-chat') });
  expect(await problem(chat)).toMatchObject({ status: 403, error: 'missing_scope' });
});

test('a query names what it cannot search, and answers with the run', async () => {
  const state = stores();
  const { url } = await api();
  const { document_id: id } = await documentOf(await upload(url, file()));
  const ask = (body: object, headers = {}) =>
    fetch(`${url}/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: 'What does it say?', ...body }),
    });

  const answered = await ask({ document_ids: [id] });
  expect(answered.status).toBe(200);
  const run = await state.runs.find(answered.headers.get('session-id') ?? '');
  expect(run).toMatchObject({
    kind: 'document-query',
    request: { query: 'What does it say?', document_ids: [id], max_sources: 5, mode: 'documents' },
  });
  const unknown = await ask({ document_ids: [id, randomUUID()] });
  expect(await problem(unknown)).toMatchObject({ status: 404, error: 'document_not_found' });
  const collection = await ask({ collection_ids: [randomUUID()] });
  expect(await problem(collection)).toMatchObject({ status: 404, error: 'collection_not_found' });
  const stranger = await ask({ document_ids: [id] }, bearer('sk-ada'));
  expect(await problem(stranger)).toMatchObject({ status: 404, error: 'document_not_found' });
  const malformed = await ask({ document_ids: ['x'], max_sources: 0 });
  expect(malformed.status).toBe(422);
  expect(await malformed.json()).toMatchObject({
    detail: [
      { type: 'uuid_parsing', loc: ['body', 'document_ids', 0] },
      { type: 'greater_than_equal', loc: ['body', 'max_sources'] },
    ],
  });
});

test('a document is taken in from a web address, and what is wrong with the address is told', async () => {
  const site = await serve((request, response) => {
    if (request.url === '/notes.txt') response.end('Notes of a web site.');
    else response.writeHead(404).end();
  });
  const allowedPrivateHosts = [new URL(site).host];
  const documentFetcher = createDocumentFetcher({
    allowedPrivateHosts,
    contact: 'test',
    maxBytes: LIMIT,
  });
  onTestFinished(() => documentFetcher.close());
  const { url } = await api(succeed, { documentFetcher });
  const add = (body: object) => post(`${url}/url`, body);

  const document = await documentOf(await add({ url: `${site}/notes.txt` }));
  expect(document).toMatchObject({
    filename: 'notes.txt',
    source_url: `${site}/notes.txt`,
    file_size: 20,
  });
  const gone = await add({ url: `${site}/gone.txt` });
  expect(await problem(gone)).toMatchObject({ status: 404, error: 'page_not_found' });
  const inside = await add({ url: 'http://169.254.169.254/latest/meta-data' });
  expect(await problem(inside)).toMatchObject({ status: 403, error: 'page_forbidden' });
  expect((await add({ url: 'ftp://example.org/a' })).status).toBe(422);
  const unknown = await add({ url: `${site}/notes.txt`, collection_id: randomUUID() });
  expect(await problem(unknown)).toMatchObject({ status: 404, error: 'collection_not_found' });
  expect(await leftOver()).toEqual([[], []]);
});

test('an ingestion under way can be cancelled, one that has ended cannot', async () => {
  const { url } = await api(neverEnds);
  const { document_id: id } = await documentOf(await upload(`${url}?wait=false`, file()));

  const cancelled = await fetch(`${url}/${id}/cancel`, { method: 'POST' });

  expect(cancelled.status).toBe(202);
  const runId = (await stores().documents.find(id))?.runId ?? '';
  await stores().documents.giveUp(id, runId, { status: 'cancelled', error: null });
  await stores().runs.end(runId, { status: 'completed' });
  const late = await fetch(`${url}/${id}/cancel`, { method: 'POST' });
  expect(await problem(late)).toMatchObject({ status: 409, error: 'session_ended' });
});
