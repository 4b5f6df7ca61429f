import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { DocumentAnswer } from '../../contracts/document-query.js';
import { Document, DocumentList } from '../../contracts/documents.js';
import { Reembedding } from '../../contracts/reembedding.js';
import { EMBEDDING_MODEL, startEmbeddingServer } from '../helpers/embedding-server.js';
import { LAKE_PAGES, startSmallWeb } from '../helpers/small-web.js';
import { settingsOver, startProduct } from '../helpers/start-product.js';
import { post } from '../helpers/test-stack.js';
import { upload } from '../helpers/upload.js';

const DOCUMENTS = 8;
const QUESTION = 'How many litres does boiler number 7 hold?';

test('documents are re-embedded when the model changes, old vectors serving, whatever is killed meanwhile', async () => {
  const web = await startSmallWeb(LAKE_PAGES);
  onTestFinished(() => web.close());
  const settings = await settingsOver(web);
  const api = `http://127.0.0.1:${settings.PORT}/api`;
  const server = await startEmbeddingServer(150);
  const withModel = { ...settings, EMBEDDING_MODEL, OPENAI_BASE_URL: server.url };

  const first = await startProduct(settings);
  let last = '';
  for (let at = 0; at < DOCUMENTS; at++) {
    const body = `Boiler number ${at} holds ${at * 100 + 20} litres.`;
    const reply = await upload(`${api}/v1/documents`, { name: `${at}.txt`, body });
    last = Document.parse(await reply.json()).document_id;
  }
  const asked = { query: QUESTION, document_ids: [last] };
  expect(await spaces(api)).toEqual(new Set(['keywords']));
  await kill(first);

  const second = await startProduct(withModel);
  await expect.poll(() => reembedded(api), { timeout: 60_000, interval: 50 }).toBeGreaterThan(2);
  server.pace(1_000);
  const { json } = await post(`${api}/v1/documents/query`, asked);
  expect(DocumentAnswer.parse(json).sources[0]?.excerpt).toContain('720 litres');
  await kill(second);
  const embedded = server.count();

  await startProduct(withModel);
  server.pace(20);
  await expect
    .poll(async () => (await shown(api)).status, { timeout: 60_000, interval: 200 })
    .toBe('completed');

  expect((await shown(api)).progress).toMatchObject({
    done: DOCUMENTS,
    total: DOCUMENTS,
    failed: [],
  });
  expect(await spaces(api)).toEqual(
    new Set([`${EMBEDDING_MODEL} (${new URL(server.url).host}) 3`]),
  );
  expect(embedded).toBeGreaterThan(2);
  // Each document once, the step that was killed once more, and what is embedded to learn the dimension or to answer.
  expect(server.count('Boiler number')).toBeLessThanOrEqual(DOCUMENTS + 1);
  const after = await post(`${api}/v1/documents/query`, asked);
  expect(DocumentAnswer.parse(after.json).sources[0]?.excerpt).toContain('720 litres');
}, 180_000);

async function kill(child: Awaited<ReturnType<typeof startProduct>>): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function shown(api: string): Promise<Reembedding> {
  return Reembedding.parse(await (await fetch(`${api}/admin/reembedding`)).json());
}

async function reembedded(api: string): Promise<number> {
  return (await shown(api)).progress?.done ?? 0;
}

async function spaces(api: string): Promise<Set<Document['embedding_space']>> {
  const reply = await fetch(`${api}/v1/documents?limit=100`);
  const { documents } = DocumentList.parse(await reply.json());
  return new Set(documents.map(({ embedding_space }) => embedding_space));
}
