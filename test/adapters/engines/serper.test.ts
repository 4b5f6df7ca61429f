import { expect, test } from 'vitest';
import { createSerper } from '../../../adapters/engines/serper.js';
import { serve, serveJson } from '../../helpers/serve.js';
import { recordingJson } from './recording-server.js';

const never = new AbortController().signal;
const query = { text: 'tallest tower', limit: 10 };

/** As the service answers, cut to two results. */
const REPLY = {
  searchParameters: { q: 'tallest tower', type: 'search', engine: 'google' },
  knowledgeGraph: { title: 'Burj Khalifa' },
  organic: [
    {
      title: 'Burj Khalifa',
      link: 'https://example.org/burj',
      snippet: 'The tallest building.',
      date: 'Mar 5, 2024',
      sitelinks: [],
      position: 1,
    },
    { title: 'Towers', link: 'https://example.org/towers', snippet: 'A list.', position: 2 },
  ],
  peopleAlsoAsk: [],
  credits: 1,
};

test('organic results come as hits, with the date as ISO 8601', async () => {
  const engine = createSerper({ apiKey: 'k', baseUrl: await serveJson(REPLY) });
  const { hits } = await engine.search(query, never);
  expect(hits).toEqual([
    {
      url: 'https://example.org/burj',
      title: 'Burj Khalifa',
      snippet: 'The tallest building.',
      engine: 'serper',
      publishedAt: '2024-03-05',
    },
    expect.objectContaining({ url: 'https://example.org/towers' }),
  ]);
});

test('the key, the number of results, the language and the time range are sent', async () => {
  const { url, asked } = await recordingJson(REPLY);
  await createSerper({ apiKey: 'k', baseUrl: url }).search(
    { ...query, language: 'de', timeRange: 'week' },
    never,
  );
  expect(asked).toEqual([
    expect.objectContaining({
      method: 'POST',
      path: '/search',
      headers: expect.objectContaining({ 'x-api-key': 'k' }),
      body: { q: 'tallest tower', num: 10, hl: 'de', tbs: 'qdr:w' },
    }),
  ]);
});

test('a limit is kept, and no organic result is an empty reply', async () => {
  const engine = createSerper({ apiKey: 'k', baseUrl: await serveJson(REPLY) });
  expect((await engine.search({ ...query, limit: 1 }, never)).hits).toHaveLength(1);
  const none = createSerper({ apiKey: 'k', baseUrl: await serveJson({ searchParameters: {} }) });
  expect(await none.search(query, never)).toEqual({ hits: [], warnings: [] });
});

test.each([
  [403, { message: 'Unauthorized.', statusCode: 403 }, 'refused', 'SERPER_API_KEY'],
  [400, { message: 'Not enough credits', statusCode: 400 }, 'refused', 'Top up'],
  [400, { message: 'Missing query parameter' }, 'bad-input', 'Missing query'],
  [429, { message: 'Rate limit' }, 'rate-limited', 'Rate limit'],
  [500, {}, 'unavailable', '500'],
])('status %i with %j is %s', async (status, body, code, message) => {
  const engine = createSerper({ apiKey: 'k', baseUrl: await serveJson(body, status) });
  await expect(engine.search(query, never)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test('a key is never part of a message', async () => {
  const url = await serve((request, response) =>
    response.writeHead(401).end(String(request.headers['content-type'])),
  );
  const error: unknown = await createSerper({ apiKey: 'secret-key', baseUrl: url })
    .search(query, never)
    .catch((reason: unknown) => reason);
  expect(String(error)).toContain('401');
  expect(String(error)).not.toContain('secret-key');
});
