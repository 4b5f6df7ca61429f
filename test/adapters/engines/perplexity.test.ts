import { expect, test } from 'vitest';
import { createPerplexity, createPerplexityAnswers } from '../../../adapters/engines/perplexity.js';
import { serve, serveJson } from '../../helpers/serve.js';
import { recordingJson } from './recording-server.js';

const never = new AbortController().signal;
const query = { text: 'tallest tower', limit: 10 };

const REPLY = {
  id: '3c90c3cc',
  model: 'sonar',
  created: 1_756_485_272,
  object: 'chat.completion',
  usage: {
    prompt_tokens: 8,
    completion_tokens: 40,
    total_tokens: 48,
    search_context_size: 'low',
    cost: { total_cost: 0.005 },
  },
  citations: ['https://example.org/burj', 'https://example.org/towers'],
  search_results: [
    {
      title: 'Burj Khalifa',
      url: 'https://example.org/burj',
      date: '2025-03-11',
      last_updated: '2025-07-01',
      snippet: 'The tallest building.',
      source: 'web',
    },
    { title: 'Towers', url: 'https://example.org/towers', date: null },
  ],
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'The Burj Khalifa is the tallest [1].' },
      delta: { role: 'assistant', content: '' },
      finish_reason: 'stop',
    },
  ],
};

test('the results its model was shown come as hits', async () => {
  const engine = createPerplexity({ apiKey: 'k', baseUrl: await serveJson(REPLY) });
  const { hits } = await engine.search(query, never);
  expect(hits).toEqual([
    {
      url: 'https://example.org/burj',
      title: 'Burj Khalifa',
      snippet: 'The tallest building.',
      engine: 'perplexity',
      publishedAt: '2025-03-11',
    },
    expect.objectContaining({ url: 'https://example.org/towers', snippet: '' }),
  ]);
});

test('a reply with citations alone gives those', async () => {
  const { search_results: _results, ...cited } = REPLY;
  const engine = createPerplexity({ apiKey: 'k', baseUrl: await serveJson(cited) });
  const { hits } = await engine.search({ ...query, limit: 1 }, never);
  expect(hits.map(({ url, title }) => [url, title])).toEqual([
    ['https://example.org/burj', 'https://example.org/burj'],
  ]);
});

test('the key and the time range are sent', async () => {
  const { url, asked } = await recordingJson(REPLY);
  await createPerplexity({ apiKey: 'k', baseUrl: url }).search(
    { ...query, timeRange: 'day' },
    never,
  );
  expect(asked[0]).toMatchObject({
    path: '/chat/completions',
    headers: { authorization: 'Bearer k' },
    body: {
      model: 'sonar',
      messages: [{ role: 'user', content: 'tallest tower' }],
      search_recency_filter: 'day',
    },
  });
});

test('an answer comes with its tokens, and its markers are the positions of the hits', async () => {
  const answers = createPerplexityAnswers({ apiKey: 'k', baseUrl: await serveJson(REPLY) });
  expect(await answers.answer('tallest tower?', never)).toMatchObject({
    text: 'The Burj Khalifa is the tallest [1].',
    model: 'sonar',
    hits: [{ title: 'Burj Khalifa' }, { title: 'Towers' }],
    promptTokens: 8,
    completionTokens: 40,
  });
});

test('an answer without text is a bad reply and not an empty answer', async () => {
  const silent = { ...REPLY, choices: [{ message: { content: '' } }] };
  const answers = createPerplexityAnswers({ apiKey: 'k', baseUrl: await serveJson(silent) });
  await expect(answers.answer('x', never)).rejects.toMatchObject({ code: 'bad-reply' });
});

test('a refused key says which setting to check', async () => {
  const url = await serve((_, response) =>
    response
      .writeHead(401, { 'content-type': 'text/html' })
      .end('<html><head><title>401 Authorization Required</title></head></html>'),
  );
  const engine = createPerplexity({ apiKey: 'k', baseUrl: url });
  await expect(engine.search(query, never)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('PERPLEXITY_API_KEY'),
  });
});

test('a cancelled answer throws the reason', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const url = await serve(() => controller.abort(reason));
  const answers = createPerplexityAnswers({ apiKey: 'k', baseUrl: url });
  await expect(answers.answer('x', controller.signal)).rejects.toBe(reason);
});
