import { expect, test } from 'vitest';
import { createDetectedModels } from '../../../adapters/models/detected-models.js';
import { createOllamaFinder } from '../../../adapters/models/ollama-finder.js';
import { serve, serveJson } from '../../helpers/serve.js';
import { QUESTION, readReply } from './read-reply.js';
import { json, scriptOllama } from './scripted-ollama.js';
import { complete, scriptOpenAi } from './scripted-openai.js';

const { signal } = new AbortController();

test('an Ollama is found beside the path of the OpenAI protocol, with the key that is sent there', async () => {
  const { url, keys } = await scriptOllama({});

  for (const path of ['/v1', '/v1/'])
    expect(await createOllamaFinder({ baseUrl: `${url}${path}`, apiKey: 'k' })(signal)).toEqual({
      url,
      apiKey: 'k',
    });
  expect(new Set(keys)).toEqual(new Set(['Bearer k']));
});

test('a server is asked once for what it is, also by many at once', async () => {
  const { url, sentTo } = await scriptOllama({});
  const find = createOllamaFinder({ baseUrl: `${url}/v1` });

  await Promise.all([find(signal), find(signal), find(signal)]);
  await find(signal);

  expect(sentTo('/api/version')).toHaveLength(1);
});

test('another server is none: one without these paths, and one that has a version alone', async () => {
  const { baseUrl } = await scriptOpenAi(complete('hello'));
  const versioned = await serve((request, response) =>
    json({ version: '1.2.3' }, request.url === '/api/version' ? 200 : 404)(response, request),
  );
  const page = await serveJson('<html>');

  for (const each of [baseUrl, `${versioned}/v1`, `${page}/v1`, `${versioned}/openai`])
    expect(await createOllamaFinder({ baseUrl: each })(signal)).toBeUndefined();
});

test('an Ollama that was away is found when it is back, and is one also while it fails', async () => {
  const { url } = await scriptOllama({});
  let away = true;
  const proxy = await serve(async (request, response) => {
    if (away) return json({ error: 'bad gateway' }, 502)(response, request);
    const reply = await fetch(`${url}${request.url}`);
    response.writeHead(reply.status).end(await reply.text());
  });
  const find = createOllamaFinder({ baseUrl: `${proxy}/v1` });

  expect(await find(signal)).toBeUndefined();
  away = false;
  expect(await find(signal)).toEqual({ url: proxy, apiKey: undefined });
  away = true;
  expect(await find(signal)).toEqual({ url: proxy, apiKey: undefined });
});

test('whoever leaves does not wait for a server that hangs', async () => {
  const url = await serve(() => undefined);
  const leaving = new AbortController();
  const found = createOllamaFinder({ baseUrl: `${url}/v1` })(leaving.signal);
  leaving.abort(new Error('left'));

  await expect(found).rejects.toThrow('left');
});

test('chat models of an Ollama behind that path are asked with their context, and never cut', async () => {
  const { url, sentTo } = await scriptOllama({});
  const models = createDetectedModels({ baseUrl: `${url}/v1`, contextTokens: 1_024 });
  const model = await models.resolve('tiny', signal);

  expect(await models.list(signal)).toEqual(['tiny:latest']);
  expect(await model?.contextTokens(signal)).toBe(1_024);
  await expect(
    readReply(model, { ...QUESTION, messages: [{ role: 'user', content: 'word '.repeat(9_000) }] }),
  ).rejects.toMatchObject({ code: 'context-overflow' });
  await readReply(model).catch(() => {}); // what it says is of no interest here
  expect(sentTo('/api/chat')).toMatchObject([{ truncate: false, options: { num_ctx: 1_024 } }]);
});

test('chat models of another server are asked by the OpenAI protocol', async () => {
  const { baseUrl, calls } = await scriptOpenAi(complete('hello'));

  const model = await createDetectedModels({ baseUrl }).resolve(null, signal);

  expect(await readReply(model)).toMatchObject({ text: 'hello' });
  expect(calls).toMatchObject([{ model: 'tiny' }]);
});
