import { expect, test } from 'vitest';
import { probeOllama, probeOpenAi } from '../../../adapters/embeddings/probe-model-servers.js';
import { serve, serveJson } from '../../helpers/serve.js';
import { scriptOllama } from '../models/scripted-ollama.js';

test('the models of Ollama are told apart by what they do', async () => {
  const { url } = await scriptOllama({});
  expect(await probeOllama(url)).toEqual({ chat: ['tiny:latest'], embedding: ['minilm:latest'] });
});

test('the models of an OpenAI-compatible server are told apart by their names', async () => {
  const data = ['gpt-4.1-mini', 'text-embedding-3-small', 'whisper-1'].map((id) => ({ id }));
  const baseUrl = await serveJson({ data });

  expect(await probeOpenAi({ baseUrl })).toEqual({
    chat: ['gpt-4.1-mini'],
    embedding: ['text-embedding-3-small'],
  });
});

test('a server that is not there offers nothing, and a silent one is given up after 2 s', async () => {
  expect(await probeOllama('http://127.0.0.1:9')).toBeUndefined();
  expect(await probeOpenAi({ baseUrl: 'http://127.0.0.1:9/v1' })).toBeUndefined();

  const silent = await serve(() => undefined);
  const began = performance.now();
  expect(await Promise.all([probeOllama(silent), probeOpenAi({ baseUrl: silent })])).toEqual([
    undefined,
    undefined,
  ]);
  expect(performance.now() - began).toBeLessThan(4000);
});
