import { expect, test } from 'vitest';
import { createCrossref } from '../../../adapters/engines/crossref.js';
import { serveJson } from '../../helpers/serve.js';
import { recordingJson } from './recording-server.js';

const never = new AbortController().signal;
const query = { text: 'Does coffee improve memory?', limit: 10 };
const userAgent = 'Plumbline/0.2 (ops@example.org)';

const WITH_ABSTRACT = {
  DOI: '10.1038/nn.3623',
  title: ['Post-study caffeine administration enhances <i>memory</i> consolidation'],
  abstract:
    '<jats:title>Abstract</jats:title><jats:p>Caffeine enhances consolidation &amp; recall.</jats:p>',
  'container-title': ['Nature Neuroscience'],
  author: [{ given: 'Daniel', family: 'Borota', sequence: 'first', affiliation: [] }],
  issued: { 'date-parts': [[2014, 1, 12]] },
};
const WITHOUT_ABSTRACT = {
  DOI: '10.1002/(sici)1097-4571<1:x>',
  title: ['Coffee'],
  'container-title': ['Journal of Coffee'],
  author: [{ family: 'Bean', given: 'A.' }, { name: 'Coffee Group' }],
  issued: { 'date-parts': [[1999]] },
};

function reply(items: unknown[]) {
  return {
    status: 'ok',
    'message-type': 'work-list',
    'message-version': '1.0.0',
    message: { facets: {}, 'total-results': 2, items, 'items-per-page': 10 },
  };
}

test('works come as hits, their abstracts without markup', async () => {
  const baseUrl = await serveJson(reply([WITH_ABSTRACT]));
  const { hits } = await createCrossref({ userAgent, baseUrl }).search(query, never);
  expect(hits).toEqual([
    {
      url: 'https://doi.org/10.1038/nn.3623',
      title: 'Post-study caffeine administration enhances memory consolidation',
      snippet: 'Abstract Caffeine enhances consolidation & recall.',
      engine: 'crossref',
      publishedAt: '2014-01-12',
    },
  ]);
});

test('a work without an abstract tells who published it, where and when', async () => {
  const baseUrl = await serveJson(reply([WITHOUT_ABSTRACT]));
  const { hits } = await createCrossref({ userAgent, baseUrl }).search(query, never);
  expect(hits[0]).toMatchObject({
    snippet: 'Bean, Coffee Group. Journal of Coffee. 1999',
    publishedAt: '1999',
    url: 'https://doi.org/10.1002/(sici)1097-4571%3C1:x%3E',
  });
});

test('works without a title or with a date of nulls do not spoil the rest', async () => {
  const odd = [
    { DOI: '10.1/a', issued: { 'date-parts': [[null]] } },
    { ...WITHOUT_ABSTRACT, issued: { 'date-parts': [[null]] }, author: undefined },
  ];
  const baseUrl = await serveJson(reply(odd));
  const { hits } = await createCrossref({ userAgent, baseUrl }).search(query, never);
  expect(hits).toHaveLength(1);
  expect(hits[0]).toMatchObject({ snippet: 'Journal of Coffee', publishedAt: undefined });
});

test('a mail address asks for the polite pool, and a time range is a filter', async () => {
  const { url, asked } = await recordingJson(reply([]));
  const engine = createCrossref({ userAgent, mailto: 'ops@example.org', baseUrl: url });
  await engine.search({ ...query, timeRange: 'month' }, never);
  expect(asked[0]).toMatchObject({
    path: '/works',
    headers: { 'user-agent': userAgent },
    parameters: {
      query: 'coffee improve memory',
      rows: '10',
      mailto: 'ops@example.org',
      filter: expect.stringMatching(/^from-pub-date:20\d\d-\d\d-\d\d$/),
    },
  });
});

test('without a mail address and a time range neither is sent', async () => {
  const { url, asked } = await recordingJson(reply([]));
  await createCrossref({ userAgent, baseUrl: url }).search(query, never);
  expect(asked[0]?.parameters).not.toHaveProperty('mailto');
  expect(asked[0]?.parameters).not.toHaveProperty('filter');
});
