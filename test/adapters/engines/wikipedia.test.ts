import { expect, test } from 'vitest';
import { createWikipedia } from '../../../adapters/engines/wikipedia.js';
import { serveJson } from '../../helpers/serve.js';
import { recordingJson } from './recording-server.js';

const never = new AbortController().signal;
const query = { text: 'How tall is the Eiffel Tower?', limit: 10 };
const userAgent = 'Plumbline/0.2 (ops@example.org)';

function page(index: number, title: string, extract?: string) {
  return {
    pageid: index,
    ns: 0,
    title,
    index,
    contentmodel: 'wikitext',
    pagelanguage: 'en',
    touched: '2026-01-01T00:00:00Z',
    length: 100,
    fullurl: `https://en.wikipedia.org/wiki/${title}`,
    editurl: 'https://en.wikipedia.org/w/index.php',
    canonicalurl: `https://en.wikipedia.org/wiki/${title}`,
    ...(extract === undefined ? {} : { extract }),
  };
}

/** With formatversion=2, whose pages come in the order of their ids and not of their rank. */
const REPLY = {
  batchcomplete: true,
  continue: { gsroffset: 2, continue: 'gsroffset||' },
  query: { pages: [page(2, 'Gustave_Eiffel'), page(1, 'Eiffel_Tower', 'It is 330 m tall.')] },
};

test('articles come by rank, with their introductions as snippets', async () => {
  const engine = createWikipedia({ userAgent, baseUrl: await serveJson(REPLY) });
  const { hits } = await engine.search(query, never);
  expect(hits).toEqual([
    {
      url: 'https://en.wikipedia.org/wiki/Eiffel_Tower',
      title: 'Eiffel_Tower',
      snippet: 'It is 330 m tall.',
      engine: 'wikipedia',
    },
    expect.objectContaining({ title: 'Gustave_Eiffel', snippet: '' }),
  ]);
});

test('the search asks for the words that matter, politely, and says who is calling', async () => {
  const { url, asked } = await recordingJson(REPLY);
  await createWikipedia({ userAgent, baseUrl: url }).search({ ...query, limit: 50 }, never);
  expect(asked[0]).toMatchObject({
    path: '/w/api.php',
    headers: { 'user-agent': userAgent },
    parameters: {
      generator: 'search',
      gsrsearch: 'tall Eiffel Tower',
      gsrlimit: '20',
      prop: 'extracts|info',
      exintro: '1',
      maxlag: '5',
    },
  });
});

test('the language of the query chooses the Wikipedia', async () => {
  const { url, asked } = await recordingJson(REPLY);
  const engine = createWikipedia({ userAgent, baseUrl: `${url}/{language}` });
  await engine.search({ ...query, language: 'de' }, never);
  await engine.search({ ...query, language: '../evil' }, never);
  expect(asked.map(({ path }) => path)).toEqual(['/de/w/api.php', '/en/w/api.php']);
});

test('a long question is cut to what its search takes', async () => {
  const { url, asked } = await recordingJson(REPLY);
  const text = Array.from({ length: 900 }, (_, n) => `interesting${n}`).join(' ');
  await createWikipedia({ userAgent, baseUrl: url }).search({ ...query, text }, never);
  expect(asked[0]?.parameters['gsrsearch']?.length).toBeLessThanOrEqual(300);
});

test('a reply without a query is empty', async () => {
  const engine = createWikipedia({ userAgent, baseUrl: await serveJson({ batchcomplete: true }) });
  expect(await engine.search(query, never)).toEqual({ hits: [], warnings: [] });
});

test.each([
  ['maxlag', 'unavailable'],
  ['ratelimited', 'rate-limited'],
  ['blocked', 'blocked'],
  ['internal_api_error_DBQueryError', 'bad-reply'],
])('the error %s in a reply with status 200 is %s', async (code, failure) => {
  const baseUrl = await serveJson({ error: { code, info: 'Because.' } });
  await expect(createWikipedia({ userAgent, baseUrl }).search(query, never)).rejects.toMatchObject({
    code: failure,
    message: `wikipedia answered ${code}: Because.`,
  });
});
