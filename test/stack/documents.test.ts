import { afterAll, beforeAll, expect, test } from 'vitest';
import { DocumentAnswer } from '../../contracts/document-query.js';
import { Document } from '../../contracts/documents.js';
import { makePdf } from '../adapters/pages/make-pdf.js';
import { storedUnder } from '../helpers/look-into-stores.js';
import { post, startTestStack, type TestStack } from '../helpers/test-stack.js';
import { upload } from '../helpers/upload.js';

let stack: TestStack;
let url: string;

beforeAll(async () => {
  stack = await startTestStack();
  url = `${stack.url}/api/v1/documents`;
}, 120_000);

afterAll(() => stack?.close());

async function add(name: string, body: string | Uint8Array<ArrayBuffer>): Promise<Document> {
  const response = await upload(url, { name, body });
  const json: unknown = await response.json();
  expect(response.status, JSON.stringify(json)).toBe(200);
  return Document.parse(json);
}

async function events(id: string): Promise<string> {
  return (await fetch(`${url}/${id}/events`)).text();
}

test('a PDF is read by page, indexed, and its stages can be followed', async () => {
  const pages = ['The boiler holds 120 litres.', 'The contract ends in June 2027.'];

  const document = await add('contract.pdf', new Uint8Array(makePdf(pages)));

  expect(document).toMatchObject({
    filename: 'contract.pdf',
    media_type: 'application/pdf',
    pages: 2,
    status: 'indexed',
    embedding_space: 'keywords',
  });
  expect(document.chunks).toBeGreaterThan(0);
  const page = await fetch(`${url}/${document.document_id}/pages/2`);
  expect(await page.json()).toMatchObject({ text: expect.stringContaining('June 2027') });
  const told = await events(document.document_id);
  expect(told).toMatch(/"stage":"parse","done":2,"total":2/);
  expect(told).toMatch(/"stage":"index","done":2,"total":2/);
  expect(told).toMatch(/event: run-end\ndata: \{"status":"completed"/);
});

test('a question is answered from the page that says it, and checked', async () => {
  const { document_id: id } = await add(
    'heating.md',
    '# Heating\n\nThe old stove was sold. The furnace burns 4 tons of pellets a year.',
  );
  const query = 'How many tons of pellets does the furnace burn?';

  const { status, json } = await post(`${url}/query`, { query, document_ids: [id] });

  expect(status, JSON.stringify(json)).toBe(200);
  const answer = DocumentAnswer.parse(json);
  expect(answer.answer).toContain('The furnace burns 4 tons of pellets a year. [1]');
  expect(answer.sources[0]).toMatchObject({ document_id: id, filename: 'heating.md', page: 1 });
  expect(answer.sources[0]?.page_label).toBe('Heating');
  const page = await (await fetch(`${url}/${id}/pages/1`)).json();
  expect(JSON.stringify(page)).toContain(JSON.stringify(answer.sources[0]?.excerpt).slice(1, -1));
  expect(answer.grounding_score).toBe(1);

  const nothing = await post(`${url}/query`, { query: 'Who wrote the opera Carmen?' });
  expect(nothing.status).toBe(200);
  expect(nothing.json).toMatchObject({ sources: [], claims: [], confidence: 0 });
  expect(DocumentAnswer.parse(nothing.json).answer).toMatch(/^Nothing in the documents/);
});

test('a file that is no document is failed, by its content and not by its name', async () => {
  const response = await upload(url, {
    name: 'report.pdf',
    body: new Uint8Array([0, 255, 1, 254, 2, 3]),
  });

  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ error: 'document_unreadable' });
  const id = response.headers.get('document-id') ?? '';
  const document = Document.parse(await (await fetch(`${url}/${id}`)).json());
  expect(document).toMatchObject({ status: 'failed', error: { error: 'unreadable' } });
  expect(await events(id)).toMatch(/event: run-end\ndata: \{"status":"failed"/);
  expect((await fetch(`${url}/${id}`, { method: 'DELETE' })).status).toBe(200);
});

test('a deleted document leaves nothing among the objects, and its bytes can come again', async () => {
  const first = await add('notes.md', '# Notes\n\nThe lake is deep.');

  expect((await fetch(`${url}/${first.document_id}`, { method: 'DELETE' })).status).toBe(200);

  expect(await storedUnder(stack.settings, 'documents')).not.toContain(first.document_id);
  const second = await add('notes.md', '# Notes\n\nThe lake is deep.');
  expect(second.document_id).not.toBe(first.document_id);
  expect(second.status).toBe('indexed');
});

test('a document can be indexed anew', async () => {
  const { document_id: id, indexed_at: before } = await add('again.txt', 'Something to read.');

  const response = await fetch(`${url}/${id}/reindex`, { method: 'POST' });

  const json: unknown = await response.json();
  expect(response.status, JSON.stringify(json)).toBe(200);
  const document = Document.parse(json);
  expect(document.status).toBe('indexed');
  expect(Date.parse(document.indexed_at ?? '')).toBeGreaterThan(Date.parse(before ?? ''));
});

/** Some seconds of work for an ingestion: a few hundred passages. */
function longText(subject: string): string {
  const lines = Array.from({ length: 3_000 }, (_, at) => `Line ${at} of the text on ${subject}.`);
  return `The ${subject} holds 42 litres of water.\n\n${lines.join('\n\n')}`;
}

test('two uploads of one file at once are one document that is indexed once', async () => {
  const file = { name: 'twice.txt', body: longText('cistern') };

  const replies = await Promise.all([upload(url, file), upload(url, file)]);

  const documents = await Promise.all(
    replies.map(async (reply) => Document.parse(await reply.json())),
  );
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  expect(new Set(documents.map(({ document_id }) => document_id)).size).toBe(1);
  expect(documents.map(({ status }) => status)).toEqual(['indexed', 'indexed']);
  expect((await events(documents[0]?.document_id ?? '')).match(/event: run-start/g)).toHaveLength(
    1,
  );
});

test('a document goes on answering while it is indexed anew', async () => {
  const { document_id: id } = await add('kettle.txt', longText('kettle'));
  const query = { query: 'How many litres of water does the kettle hold?', document_ids: [id] };
  const ask = async () => DocumentAnswer.parse((await post(`${url}/query`, query)).json);
  const statusOf = async () => Document.parse(await (await fetch(`${url}/${id}`)).json()).status;

  await fetch(`${url}/${id}/reindex?wait=false`, { method: 'POST' });
  const answers: DocumentAnswer[] = [];
  do answers.push(await ask());
  while ((await statusOf()) !== 'indexed');
  answers.push(await ask());

  for (const { sources, grounding_score } of answers) {
    expect(sources[0]).toMatchObject({ document_id: id, page: 1 });
    expect(sources[0]?.excerpt).toContain('holds 42 litres');
    expect(grounding_score).toBe(1);
  }
});

test('a document that is deleted while it is ingested is in no answer and in no store', async () => {
  const response = await upload(`${url}?wait=false`, {
    name: 'gone.txt',
    body: longText('trough'),
  });
  const { document_id: id } = Document.parse(await response.json());
  const query = { query: 'How many litres of water does the trough hold?' };

  const deleted = await fetch(`${url}/${id}`, { method: 'DELETE' });

  expect([200, 202]).toContain(deleted.status);
  expect((await fetch(`${url}/${id}`)).status).toBe(404);
  const { json } = await post(`${url}/query`, query);
  expect(DocumentAnswer.parse(json).sources.map(({ document_id }) => document_id)).not.toContain(
    id,
  );
  expect((await fetch(`${url}/${id}/events`)).status).toBe(404);
  await expect
    .poll(() => storedUnder(stack.settings, 'documents'), { timeout: 30_000 })
    .not.toContain(id);
});
