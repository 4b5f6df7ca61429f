import { expect, test } from 'vitest';
import { createArxiv } from '../../../adapters/engines/arxiv.js';
import { serve } from '../../helpers/serve.js';
import { recordingJson } from './recording-server.js';

const never = new AbortController().signal;
const query = { text: 'What limits "quantum error correction"?', limit: 10 };
const userAgent = 'Plumbline/0.2 (ops@example.org)';

function feed(entries: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query=all:x" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=all:x</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">1</opensearch:totalResults>
  ${entries}
</feed>`;
}

const ENTRY = `<entry>
    <id>http://arxiv.org/abs/1706.03762v7</id>
    <updated>2023-08-02T00:41:18Z</updated>
    <published>2017-06-12T17:57:34Z</published>
    <title>Attention Is All
  You Need &amp; More</title>
    <summary>  The dominant models use
attention, with p &lt; 0.05 and x &gt; 1.
</summary>
    <author><name>Ashish Vaswani</name></author>
    <link href="http://arxiv.org/abs/1706.03762v7" rel="alternate" type="text/html"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
  </entry>`;

test('entries come as hits with their abstracts', async () => {
  const { url } = await recordingJson(feed(ENTRY));
  const { hits } = await createArxiv({ userAgent, baseUrl: url }).search(query, never);
  expect(hits).toEqual([
    {
      url: 'https://arxiv.org/abs/1706.03762v7',
      title: 'Attention Is All You Need & More',
      snippet: 'The dominant models use attention, with p < 0.05 and x > 1.',
      engine: 'arxiv',
      publishedAt: '2017-06-12T17:57:34.000Z',
    },
  ]);
});

test('the words that matter are asked for, within the time range', async () => {
  const { url, asked } = await recordingJson(feed(ENTRY));
  await createArxiv({ userAgent, baseUrl: url }).search({ ...query, timeRange: 'year' }, never);
  expect(asked[0]).toMatchObject({
    path: '/api/query',
    headers: { 'user-agent': userAgent },
    parameters: {
      search_query: expect.stringMatching(
        /^\(all:"limits" OR all:"quantum" OR all:"error" OR all:"correction"\) AND submittedDate:\[20\d{6}0000 TO 299912312359\]$/,
      ),
      max_results: '10',
      sortBy: 'relevance',
    },
  });
});

test('a feed without entries is an empty reply', async () => {
  const { url } = await recordingJson(feed(''));
  expect(await createArxiv({ userAgent, baseUrl: url }).search(query, never)).toEqual({
    hits: [],
    warnings: [],
  });
});

test('an error told as an entry is a bad query, not a result', async () => {
  const fault = `<entry><id>http://arxiv.org/api/errors#incorrect_id_format</id>
    <title>Error</title><summary>incorrect id format</summary></entry>`;
  const { url } = await recordingJson(feed(fault));
  await expect(createArxiv({ userAgent, baseUrl: url }).search(query, never)).rejects.toMatchObject(
    { code: 'bad-input', message: 'arxiv: incorrect id format' },
  );
});

test.each(['Rate exceeded.', '<html><body>Hello</body></html>', '<feed><entry>', ''])(
  'the reply %j is a bad one',
  async (body) => {
    const url = await serve((_, response) => response.end(body));
    await expect(
      createArxiv({ userAgent, baseUrl: url }).search(query, never),
    ).rejects.toMatchObject({ code: 'bad-reply' });
  },
);

test('requests keep their distance, and one too many is refused at once', async () => {
  const { url, asked } = await recordingJson(feed(ENTRY));
  const engine = createArxiv({ userAgent, baseUrl: url, intervalMs: 3_000 });
  const controller = new AbortController();
  const searches = [1, 2, 3, 4].map(() => engine.search(query, controller.signal));
  await expect(searches[3]).rejects.toMatchObject({ code: 'rate-limited' });
  await searches[0];
  controller.abort(new Error('enough'));
  await expect(searches[1]).rejects.toThrow('enough');
  await expect(searches[2]).rejects.toThrow('enough');
  expect(asked).toHaveLength(1);
});
