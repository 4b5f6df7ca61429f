import { expect, onTestFinished, test } from 'vitest';
import { Document } from '../../contracts/documents.js';
import { EMBEDDING_MODEL, startEmbeddingServer } from '../helpers/embedding-server.js';
import { storedParts, storedPassages, storedRows } from '../helpers/look-into-stores.js';
import { startTestStack } from '../helpers/test-stack.js';
import { upload } from '../helpers/upload.js';

const WITHIN = { timeout: 60_000, interval: 100 };
const LINES = Array.from({ length: 6_000 }, (_, at) => `Line ${at} tells of the cistern.`);

test('a cancelled ingestion leaves the bytes as they came and nothing else in any store', async () => {
  const embedder = await startEmbeddingServer(500);
  const stack = await startTestStack({ EMBEDDING_MODEL, OPENAI_BASE_URL: embedder.url });
  onTestFinished(() => stack.close());
  const { settings } = stack;
  const url = `${stack.url}/api/v1/documents`;
  const find = async (id: string) => Document.parse(await (await fetch(`${url}/${id}`)).json());
  const reply = await upload(`${url}?wait=false`, { name: 'a.txt', body: LINES.join('\n\n') });
  const { document_id: id } = Document.parse(await reply.json());
  await expect.poll(() => storedPassages(settings, id), WITHIN).not.toEqual({});
  const cancelled = await fetch(`${url}/${id}/cancel`, { method: 'POST' });

  expect(cancelled.status).toBe(202);
  await expect.poll(async () => (await find(id)).status, WITHIN).toBe('cancelled');
  await expect.poll(() => storedParts(settings, id), WITHIN).toEqual(['original']);
  await expect.poll(() => storedPassages(settings, id), WITHIN).toEqual({});
  // Steps that were cancelled in the middle have ended with the product, and wrote nothing after the clearing.
  await stack.stop();
  expect(await storedParts(settings, id)).toEqual(['original']);
  expect(await storedPassages(settings, id)).toEqual({});
  expect(await storedRows(settings)).toMatchObject({ documents: [id], bundles: [] });
}, 120_000);
