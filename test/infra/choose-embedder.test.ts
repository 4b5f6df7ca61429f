import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { readEnv } from '../../infra/env.js';
import { chooseEmbedder } from '../../infra/services/choose-embedder.js';
import { serve } from '../helpers/serve.js';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-choose-'));
afterAll(() => rmSync(folder, { recursive: true }));
const told: string[] = [];
const tell = (line: string) => told.push(line);

/** An Ollama that pulls its model when it is told to. */
async function slowOllama() {
  const asked = { tags: 0 };
  const models: unknown[] = [];
  const url = await serve((request, response) => {
    if (request.url === '/api/tags') asked.tags += 1;
    const show = { capabilities: ['embedding'], model_info: {} };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/api/tags' ? { models } : show));
  });
  const pull = (name: string) =>
    models.push({ name, model: name, details: { family: 'bert' }, size: 1, digest: name });
  return { url, asked, pull };
}

const settings = (url: string) =>
  readEnv({ PLUMBLINE_HOME: folder, OLLAMA_URL: url, EMBEDDING_MODEL: 'minilm' });

test('a model that is pulled after the start is found without a restart', async () => {
  const { url, pull } = await slowOllama();
  const choice = await chooseEmbedder(settings(url), tell, 0);
  expect(choice.current()).toBeUndefined();
  expect(choice.describe().why).toContain('no model server has minilm yet');

  pull('minilm:latest');

  await vi.waitFor(() => expect(choice.current()?.name).toBe('minilm:latest (Ollama)'));
  expect(choice.describe()).toMatchObject({ state: 'ready', using: 'minilm:latest (Ollama)' });
  await choice.close();
});

test('a server that lacks the model is asked once in a while, and nothing takes its place', async () => {
  const { url, asked } = await slowOllama();
  const choice = await chooseEmbedder(settings(url), tell);
  for (let n = 0; n < 20; n++) choice.current();
  await choice.close();

  expect(asked.tags).toBe(1);
  expect(choice.inProcess()).toBeUndefined();
  expect(told).toEqual([]);
});

test('the embedder of a space is that of the server which made it, also after another took its place', async () => {
  const { url, pull } = await slowOllama();
  pull('minilm:latest');
  const choice = await chooseEmbedder(settings(url), tell);
  const other = await chooseEmbedder(
    readEnv({ PLUMBLINE_HOME: folder, OLLAMA_URL: url, EMBEDDING_MODEL: 'none' }),
    tell,
  );

  expect(choice.of('minilm:latest (Ollama) 384')).toBe(choice.current());
  expect(choice.of('old:latest (Ollama) 768')?.name).toBe('old:latest (Ollama)');
  for (const space of ['x (api.example) 8', 'all-MiniLM-L6-v2 (in process) 384', 'words', ''])
    expect(choice.of(space)).toBeUndefined();
  expect(other.of('old:latest (Ollama) 768')).toBeUndefined();
  await choice.close();
  await other.close();
});
