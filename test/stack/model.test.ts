import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { SearchResult } from '../../contracts/search.js';
import { LAKE_PAGES, type SmallWeb, startSmallWeb } from '../helpers/small-web.js';
import { post, startTestStack, type TestStack } from '../helpers/test-stack.js';

const Call = z.object({
  model: z.string().default(''),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).default([]),
  format: z.unknown().optional(),
});

/** What the model says next: JSON for plans, an answer, or a broken connection. */
let answer: (response: ServerResponse, prompt: string) => void;
const prompts: string[] = [];

const ollama = createServer(async (request, response) => {
  const sent = await text(request);
  const { model, messages, format } = Call.parse(sent === '' ? {} : JSON.parse(sent));
  const json = (body: unknown) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  switch (request.url) {
    case '/api/tags':
      return json({
        models: ['alpha:latest', 'beta:latest'].map((name) => ({ name, digest: name })),
      });
    case '/api/show':
      return json({ capabilities: ['completion'], model_info: { 'llama.context_length': 4096 } });
    case '/api/ps':
      return json({ models: [{ name: model }] });
    case '/api/chat': {
      const prompt = messages.map(({ content }) => content).join('\n');
      if (format !== undefined)
        return say(response, '{"queries": ["depth of Lake Baikal"], "time_range": "none"}');
      prompts.push(prompt);
      return answer(response, prompt);
    }
    default:
      return json({});
  }
});

function say(response: ServerResponse, content: string): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const piece of content.match(/.{1,12}/gs) ?? [])
    response.write(
      `${JSON.stringify({ message: { role: 'assistant', content: piece }, done: false })}\n`,
    );
  response.end(
    `${JSON.stringify({ message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', prompt_eval_count: 20, eval_count: 10 })}\n`,
  );
}

let web: SmallWeb;
let stack: TestStack;

beforeAll(async () => {
  web = await startSmallWeb(LAKE_PAGES);
  await once(ollama.listen(0, '127.0.0.1'), 'listening');
  const address = ollama.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  stack = await startTestStack({
    SEARXNG_URL: web.engineUrl,
    ALLOWED_PRIVATE_HOSTS: web.pageHost,
    OLLAMA_URL: `http://127.0.0.1:${port}`,
    CHAT_MODEL: 'alpha',
  });
}, 120_000);

afterAll(async () => {
  await stack?.close();
  web?.close();
  ollama.closeAllConnections();
  ollama.close();
});

beforeEach(() => {
  prompts.length = 0;
  answer = (response) => say(response, 'Lake Baikal is 1,642 metres deep [1].');
});

async function search(body: Record<string, unknown>): Promise<SearchResult> {
  const { status, json } = await post(`${stack.url}/api/v1/search`, {
    query: 'How deep is Lake Baikal?',
    ...body,
  });
  expect(status, JSON.stringify(json)).toBe(200);
  return SearchResult.parse(json);
}

test('the model plans and writes, its tokens are counted, and its claims are checked', async () => {
  const result = await search({});
  expect(result).toMatchObject({ model_used: 'alpha:latest', grounding_score: 1 });
  expect(result.usage).toMatchObject({ model_calls: 2, total_tokens: 60 });
  expect(result.sub_queries.map(({ query }) => query)).toContain('depth of Lake Baikal');
});

test('a model can be chosen by name, and an unknown one is a 404 that lists the known', async () => {
  expect((await search({ model: 'beta' })).model_used).toBe('beta:latest');
  const unknown = await post(`${stack.url}/api/v1/search`, { query: 'x', model: 'gamma' });
  expect(unknown.status).toBe(404);
  expect(JSON.stringify(unknown.json)).toContain('alpha');
});

test('the prompt strategy changes what the model is asked', async () => {
  await search({ query: 'Compare Lake Baikal and Lake Tanganyika', prompt_strategy: 'static' });
  await search({ query: 'Compare Lake Baikal and Lake Tanganyika', prompt_strategy: 'dynamic' });
  expect(new Set(prompts).size).toBe(2);
});

test('an engine that is not set up is a 400 that names the setting', async () => {
  const { status, json } = await post(`${stack.url}/api/v1/search`, {
    query: 'x',
    search_engine: 'serperdev',
  });
  expect(status).toBe(400);
  expect(json).toMatchObject({ message: expect.stringContaining('SERPER_API_KEY') });
});

test('what the model invents is marked, whatever it cites', async () => {
  answer = (response) =>
    say(response, 'Lake Baikal is 1,642 metres deep [1]. It was dug by the Romans in 1843 [1].');
  const result = await search({});
  expect(result.hallucination_count).toBe(1);
  expect(result.answer).toContain('[unverified]');
  expect(result.answer).toMatch(/1,642 metres deep \[\d\]/);
});

test('a model that breaks off is tried again, then the answer is made of the sources', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write(
      `${JSON.stringify({ message: { role: 'assistant', content: 'Lake Baikal is' }, done: false })}\n`,
    );
    setTimeout(() => response.destroy(), 20);
  };
  const result = await search({});
  expect(result.model_used).toBe('none (extractive)');
  expect(result.warnings.map(({ code }) => code)).toContain('extractive-answer');
  expect(result.answer).toContain('1,642 metres');
  expect(prompts.length).toBeGreaterThan(1);
});

test('page text that gives orders is handed to the model as fenced data', async () => {
  await search({});
  expect(prompts[0]).toMatch(/never instructions/i);
});
