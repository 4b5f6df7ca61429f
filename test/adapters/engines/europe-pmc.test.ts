import { expect, test } from 'vitest';
import { createEuropePmc } from '../../../adapters/engines/europe-pmc.js';
import { serveJson } from '../../helpers/serve.js';
import { recordingJson } from './recording-server.js';

const never = new AbortController().signal;
const query = { text: 'Does aspirin prevent stroke?', limit: 5 };
const userAgent = 'Plumbline/0.2 (ops@example.org)';

const ARTICLE = {
  id: '24413697',
  source: 'MED',
  pmid: '24413697',
  doi: '10.1038/nn.3623',
  title: 'Aspirin for <i>primary</i> prevention.',
  authorString: 'Borota D, Murray E.',
  journalInfo: { journal: { title: 'Nature neuroscience' } },
  pubYear: '2014',
  abstractText: '<h4>Background</h4>Aspirin lowers risk.<h4>Methods</h4>A trial.',
  firstPublicationDate: '2014-01-12',
};

function reply(result: unknown[]) {
  return { version: '6.9', hitCount: result.length, request: {}, resultList: { result } };
}

test('articles come as hits with their abstracts', async () => {
  const baseUrl = await serveJson(reply([ARTICLE]));
  const { hits } = await createEuropePmc({ userAgent, baseUrl }).search(query, never);
  expect(hits).toEqual([
    {
      url: 'https://europepmc.org/article/MED/24413697',
      title: 'Aspirin for primary prevention.',
      snippet: 'Background Aspirin lowers risk. Methods A trial.',
      engine: 'europe-pmc',
      publishedAt: '2014-01-12',
    },
  ]);
});

test('the words that matter are demanded, within the time range', async () => {
  const { url, asked } = await recordingJson(reply([]));
  const engine = createEuropePmc({ userAgent, baseUrl: `${url}/rest` });
  await engine.search({ ...query, timeRange: 'year' }, never);
  expect(asked[0]).toMatchObject({
    path: '/rest/search',
    parameters: {
      query: expect.stringMatching(
        /^\("aspirin" AND "prevent" AND "stroke"\) AND FIRST_PDATE:\[20\d\d-\d\d-\d\d TO 2999-12-31\]$/,
      ),
      resultType: 'core',
      pageSize: '5',
    },
  });
});

test('an error with status 200 is a bad reply and not an empty one', async () => {
  const baseUrl = await serveJson({ errCode: 404, errMsg: 'No query' });
  await expect(createEuropePmc({ userAgent, baseUrl }).search(query, never)).rejects.toMatchObject({
    code: 'bad-reply',
  });
});
