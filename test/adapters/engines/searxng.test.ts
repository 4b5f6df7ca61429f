import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createSearxng } from '../../../adapters/engines/searxng.js';
import { realServer } from '../../helpers/real-server.js';
import { serve, serveJson } from '../../helpers/serve.js';

const never = new AbortController().signal;
const query = { text: 'tallest tower', limit: 10 };

/** A result as SearXNG 2026.3 writes it. */
function result(number: number) {
  return {
    url: `https://example.org/${number}`,
    title: `Result ${number}`,
    content: `Content ${number}`,
    publishedDate: '2024-05-01T00:00:00',
    thumbnail: null,
    engine: 'brave',
    template: 'default.html',
    parsed_url: ['https', 'example.org', `/${number}`, '', '', ''],
    engines: ['brave'],
    positions: [number],
    score: 1,
    category: 'general',
  };
}

function reply(results: unknown[], unresponsive: unknown[] = []) {
  return {
    query: 'tallest tower',
    number_of_results: 0,
    results,
    answers: [],
    corrections: [],
    infoboxes: [],
    suggestions: [],
    unresponsive_engines: unresponsive,
  };
}

test('results come as hits in order, with dates as ISO 8601', async () => {
  const engine = createSearxng(await serveJson(reply([result(1), result(2)])));
  const { hits, warnings } = await engine.search(query, never);
  expect(hits).toEqual([
    expect.objectContaining({
      url: 'https://example.org/1',
      title: 'Result 1',
      snippet: 'Content 1',
      engine: 'searxng',
      publishedAt: '2024-05-01',
    }),
    expect.objectContaining({ url: 'https://example.org/2' }),
  ]);
  expect(warnings).toEqual([]);
});

test('language and time range are passed on, and the path of the base address stays', async () => {
  const asked: URL[] = [];
  const url = await serve(recording(asked, () => reply([result(1)])));
  const engine = createSearxng(`${url}/searxng/`);
  await engine.search({ ...query, language: 'de', timeRange: 'month' }, never);
  expect(asked[0]?.pathname).toBe('/searxng/search');
  expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
    q: 'tallest tower',
    format: 'json',
    language: 'de',
    time_range: 'month',
    pageno: '1',
  });
});

test('a limit over ten reads further pages until it is met, each page of the web once', async () => {
  const asked: URL[] = [];
  const url = await serve(
    recording(asked, (page) => reply(Array.from({ length: 10 }, (_, n) => result(page * 9 + n)))),
  );
  const { hits } = await createSearxng(url).search({ ...query, limit: 25 }, never);
  expect(hits).toHaveLength(25);
  expect(new Set(hits.map((hit) => hit.url)).size).toBe(25);
  expect(asked.map((one) => one.searchParams.get('pageno'))).toEqual(['1', '2', '3']);
});

test('paging stops where a page brings nothing new', async () => {
  const asked: URL[] = [];
  const url = await serve(recording(asked, () => reply([result(1), result(2)])));
  const { hits } = await createSearxng(url).search({ ...query, limit: 50 }, never);
  expect(hits).toHaveLength(2);
  expect(asked).toHaveLength(2);
});

test('a page that is lost on the way leaves the others, and a warning', async () => {
  let calls = 0;
  const url = await serve((_, response) => {
    calls += 1;
    if (calls > 1) response.writeHead(500).end();
    else response.end(JSON.stringify(reply([result(1)])));
  });
  const { hits, warnings } = await createSearxng(url).search({ ...query, limit: 20 }, never);
  expect(hits).toHaveLength(1);
  expect(warnings).toEqual([
    expect.objectContaining({
      code: 'engine-page-lost',
      message: expect.stringContaining('Page 2'),
    }),
  ]);
});

test('403 says where JSON is to be enabled', async () => {
  const url = await serve((_, response) =>
    response
      .writeHead(403, { 'content-type': 'text/html' })
      .end('<!doctype html><title>403 Forbidden</title><h1>Forbidden</h1>'),
  );
  await expect(createSearxng(url).search(query, never)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/`json` under `search.formats` in its settings\.yml/),
  });
});

test('its limiter is a rate limit that says how to switch it off', async () => {
  const url = await serve((_, response) =>
    response.writeHead(429, { 'retry-after': '60' }).end('Too Many Requests'),
  );
  await expect(createSearxng(url).search(query, never)).rejects.toMatchObject({
    code: 'rate-limited',
    retryAfterMs: 60_000,
    message: expect.stringContaining('server.limiter: false'),
  });
});

test('engines that failed beside others are warnings with name and reason', async () => {
  const url = await serveJson(
    reply(
      [result(1)],
      [
        ['google', 'Suspended: CAPTCHA'],
        ['bing', 'timeout'],
      ],
    ),
  );
  const { hits, warnings } = await createSearxng(url).search(query, never);
  expect(hits).toHaveLength(1);
  expect(warnings).toEqual([
    {
      code: 'engine-unresponsive',
      message: "SearXNG's engine google gave no results: Suspended: CAPTCHA.",
      subject: 'searxng/google',
    },
    expect.objectContaining({ subject: 'searxng/bing' }),
  ]);
});

test.each([
  [[['google', 'CAPTCHA']], 'blocked'],
  [[['duckduckgo', 'Suspended: too many requests']], 'blocked'],
  [
    [
      ['brave', 'access denied'],
      ['bing', 'timeout'],
    ],
    'blocked',
  ],
  [
    [
      ['bing', 'timeout'],
      ['qwant', 'network error'],
    ],
    'unavailable',
  ],
])('no results while %j is the failure %s and never an empty reply', async (failed, code) => {
  const url = await serveJson(reply([], failed));
  await expect(createSearxng(url).search(query, never)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(String(failed[0]?.[0])),
  });
});

test('no results while all engines are fine is an empty reply', async () => {
  const engine = createSearxng(await serveJson(reply([])));
  expect(await engine.search(query, never)).toEqual({ hits: [], warnings: [] });
});

test('results without a web address are passed over', async () => {
  const odd = [{ key: 'x' }, { ...result(9), url: 'magnet:?xt=urn:btih:1' }, null, result(1)];
  const { hits } = await createSearxng(await serveJson(reply(odd))).search(query, never);
  expect(hits.map(({ url }) => url)).toEqual(['https://example.org/1']);
});

test('a result without title or content keeps its place', async () => {
  const bare = { url: 'https://example.org/a', title: '', content: null };
  const { hits } = await createSearxng(await serveJson(reply([bare]))).search(query, never);
  expect(hits[0]).toMatchObject({ title: 'https://example.org/a', snippet: '' });
});

test('a search that is cancelled on its second page throws the reason', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled');
  let calls = 0;
  const url = await serve((_, response) => {
    calls += 1;
    if (calls === 1) response.end(JSON.stringify(reply([result(1)])));
    else controller.abort(reason);
  });
  const search = createSearxng(url).search({ ...query, limit: 30 }, controller.signal);
  await expect(search).rejects.toBe(reason);
});

const real = realServer('SEARXNG_URL');

describe.skipIf(real === undefined)('the real engine', () => {
  const engine = createSearxng(real ?? '');

  test('finds pages and more of them with a higher limit', async () => {
    const { hits } = await engine.search({ text: 'film director', limit: 25 }, never);
    expect(hits).toHaveLength(25);
    expect(new Set(hits.map(({ url }) => url)).size).toBe(25);
    expect(hits[0]?.snippet).not.toBe('');
  });

  test('finds nothing for nonsense without failing', async () => {
    const { hits } = await engine.search({ text: 'qwzxv plorgh', limit: 10 }, never);
    expect(hits).toEqual([]);
  });
});

function recording(asked: URL[], answer: (page: number) => unknown): RequestListener {
  return (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    asked.push(url);
    response.end(JSON.stringify(answer(Number(url.searchParams.get('pageno')))));
  };
}
