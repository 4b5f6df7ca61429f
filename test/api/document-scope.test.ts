import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { useDocumentStores } from '../helpers/document-stores.js';
import { indexDocument } from '../helpers/index-document.js';
import { bearer } from './scripted-callers.js';
import { scriptedStarter } from './scripted-starter.js';
import { post, serveApp, testParts } from './test-app.js';

const stores = useDocumentStores();

let adas: string;
let bobs: string;
let collection: string;

beforeAll(async () => {
  adas = await indexDocument(stores(), { pages: ['It is so.'], owner: 'ada' });
  bobs = await indexDocument(stores(), { pages: ['It is not.'], owner: 'bob' });
  collection = (await stores().collections.create('ada', 'papers'))?.collection_id ?? '';
});

/** Every way to ask for a run, with the choice of sources where it belongs. */
const WAYS = {
  search: (choice: object) => ({ path: '/search', body: { query: 'q', ...choice } }),
  research: (choice: object) => ({ path: '/research', body: { query: 'q', ...choice } }),
  batch: (choice: object) => ({
    path: '/batches',
    body: { questions: [{ query: 'q', ...choice }] },
  }),
  schedule: (choice: object) => ({
    path: '/schedules',
    body: { cron: '30 7 * * MON-FRI', question: { query: 'q', ...choice } },
  }),
};

describe.each(Object.entries(WAYS))('documents as sources of a %s', (way, order) => {
  async function ask(choice: object, key = 'sk-ada') {
    const starter = scriptedStarter(stores());
    const url = await serveApp(testParts(stores(), { ...stores(), starter }));
    const { path, body } = order(choice);
    const response = await post(`${url}/api/v1${path}`, body, bearer(key));
    return { status: response.status, text: await response.text(), starter };
  }
  const isMany = way === 'batch' || way === 'schedule';

  test('are taken when they are the caller’s', async () => {
    const choice = { document_ids: [adas], collection_ids: [collection] };

    const { status } = await ask({ sources: ['documents', 'web'], ...choice });

    expect(status).toBe({ search: 200, research: 200, batch: 202, schedule: 201 }[way]);
  });

  test('are refused by name when they are unknown or somebody else’s, and nothing starts', async () => {
    for (const unknown of [randomUUID(), bobs]) {
      const { status, text, starter } = await ask({
        sources: ['documents'],
        document_ids: [adas, unknown],
      });

      expect(status).toBe(isMany ? 422 : 404);
      expect(text).toContain(unknown);
      expect(text).not.toContain(adas.concat(' not found'));
      expect(starter.asked.started).toEqual([]);
    }
    const missing = randomUUID();
    const { text } = await ask({ sources: ['documents'], collection_ids: [missing] });
    expect(text).toContain(missing);
  });

  test('are refused when they are named but not among the sources', async () => {
    const { status, text } = await ask({ document_ids: [adas] });

    expect(status).toBe(isMany ? 422 : 400);
    expect(text).toMatch(/sources does not hold/);
  });
});

test('a key without the scope of documents cannot search them by way of the web', async () => {
  const caller = { owner: 'ada', scopes: ['search' as const], role: 'user' as const };
  const key = { keyId: 'k', via: 'key' as const, expiresAt: null, limit: null };
  const callers = { identify: async () => ({ caller: { ...caller, ...key } }) };
  const url = await serveApp(testParts(stores(), { ...stores(), callers }));

  const body = { query: 'q', sources: ['documents'] };
  const reply = await post(`${url}/api/v1/search`, body, bearer('sk-any'));

  expect(reply.status).toBe(403);
});

test('Perplexity is not asked about documents', async () => {
  const url = await serveApp(testParts(stores(), stores()));

  const body = { query: 'q', sources: ['documents'] };
  const reply = await post(`${url}/api/v1/search/perplexity`, body, bearer('sk-ada'));

  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({ error: 'documents_not_searched' });
});
