import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { Document } from '../../contracts/documents.js';
import { EMBEDDING_MODEL, startEmbeddingServer } from '../helpers/embedding-server.js';
import { storedParts, storedPassages, storedRows } from '../helpers/look-into-stores.js';
import { LAKE_PAGES, startSmallWeb } from '../helpers/small-web.js';
import { settingsOver, startProduct } from '../helpers/start-product.js';
import { upload } from '../helpers/upload.js';

const WITHIN = { timeout: 90_000, interval: 200 };
/** Several bundles of several batches each. */
const LINES = Array.from({ length: 20_000 }, (_, at) => `Line ${at} tells of the cistern.`);
const BODY = LINES.join('\n\n');

test('a document whose process is killed is whole after the next start, and gone if it was being deleted', async () => {
  const web = await startSmallWeb(LAKE_PAGES);
  onTestFinished(() => web.close());
  const embedder = await startEmbeddingServer(700);
  const settings = {
    ...(await settingsOver(web)),
    EMBEDDING_MODEL,
    OPENAI_BASE_URL: embedder.url,
  };
  const url = `http://127.0.0.1:${settings.PORT}/api/v1/documents`;
  const find = async (id: string) => Document.parse(await (await fetch(`${url}/${id}`)).json());

  const first = await startProduct(settings);
  const reply = await upload(`${url}?wait=false`, { name: 'cistern.txt', body: BODY });
  const { document_id: id } = Document.parse(await reply.json());
  await expect.poll(() => storedPassages(settings, id), WITHIN).not.toEqual({});
  await end(first, 'SIGKILL');
  expect(total(await storedPassages(settings, id))).toBeGreaterThan(0);
  embedder.pace(5);

  const second = await startProduct(settings);
  await expect.poll(async () => (await find(id)).status, WITHIN).toBe('indexed');
  const { chunks } = await find(id);
  const passages = await storedPassages(settings, id);
  expect(chunks).toBeGreaterThan(64);
  expect(Object.values(passages)).toEqual([chunks]);
  const [edition = ''] = Object.keys(passages);
  expect((await storedParts(settings, id)).toSorted()).toEqual([edition, 'original'].toSorted());

  const embedded = embedder.count('cistern');
  embedder.pace(700);
  await fetch(`${url}/${id}/reindex?wait=false`, { method: 'POST' });
  await expect.poll(() => embedder.count('cistern'), WITHIN).toBeGreaterThan(embedded + 64);
  void fetch(`${url}/${id}`, { method: 'DELETE' }).catch(() => {});
  await expect.poll(async () => (await fetch(`${url}/${id}`)).status, WITHIN).toBe(404);
  await end(second, 'SIGKILL');
  expect(await storedParts(settings, id)).not.toEqual([]);

  const third = await startProduct(settings);
  await expect.poll(() => storedParts(settings, id), WITHIN).toEqual([]);
  await expect.poll(() => storedPassages(settings, id), WITHIN).toEqual({});
  expect((await fetch(`${url}/${id}/events`)).status).toBe(404);
  await end(third, 'SIGINT');
  expect(await storedRows(settings)).toEqual({
    documents: [],
    bundles: [],
    runs: [],
    runsWithEvents: [],
  });
}, 240_000);

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

function total(passages: Readonly<Record<string, number>>): number {
  return Object.values(passages).reduce((sum, count) => sum + count, 0);
}
