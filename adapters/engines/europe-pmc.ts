import { z } from 'zod';
import type { EngineQuery, SearchEngine, SearchHit } from '../../contracts/search-engines.js';
import { callJson } from '../http/call.js';
import { endpoint } from '../http/endpoint.js';
import { createLane } from '../http/lane.js';
import { keywords } from './keywords.js';
import { publishedDate } from './published-date.js';
import { since } from './since.js';
import { stripTags } from './strip-tags.js';

export interface EuropePmcSettings {
  readonly userAgent: string;
  readonly baseUrl?: string | undefined;
}

const Article = z.object({
  id: z.string(),
  source: z.string(),
  title: z.string(),
  abstractText: z.string().nullish(),
  authorString: z.string().nullish(),
  firstPublicationDate: z.string().nullish(),
  pubYear: z.string().nullish(),
});
type Article = z.infer<typeof Article>;

const Reply = z.object({
  resultList: z.object({ result: z.array(Article.nullable().catch(null)) }),
});

/** Europe PMC's record of the life sciences, which holds all of PubMed, with abstracts as snippets. */
export function createEuropePmc({
  userAgent,
  baseUrl = 'https://www.ebi.ac.uk/europepmc/webservices/rest',
}: EuropePmcSettings): SearchEngine {
  const lane = createLane({ service: 'europe-pmc', intervalMs: 200, maxWaitMs: 5_000 });
  return {
    name: 'europe-pmc',
    async search(query, signal) {
      const url = urlOf(baseUrl, query);
      const call = { service: 'europe-pmc', url, headers: { 'user-agent': userAgent } };
      const { resultList } = await lane(() => callJson(call, Reply, signal), signal);
      const found = resultList.result.filter((article) => article !== null);
      return { hits: found.map(hitOf), warnings: [] };
    },
  };
}

function urlOf(baseUrl: string, { text, limit, timeRange }: EngineQuery): URL {
  // Every word is demanded, so a long question would find nothing.
  const asked = keywords(text, 6)
    .map((word) => `"${word}"`)
    .join(' AND ');
  const dates =
    timeRange === undefined ? '' : ` AND FIRST_PDATE:[${since(timeRange)} TO 2999-12-31]`;
  return endpoint(baseUrl, 'search', {
    query: `(${asked || text})${dates}`,
    format: 'json',
    resultType: 'core',
    pageSize: limit,
    synonym: 'true',
  });
}

function hitOf(article: Article): SearchHit {
  return {
    url: `https://europepmc.org/article/${article.source}/${encodeURIComponent(article.id)}`,
    title: stripTags(article.title),
    snippet: stripTags(article.abstractText ?? article.authorString ?? ''),
    engine: 'europe-pmc',
    publishedAt: publishedDate(article.firstPublicationDate) ?? publishedDate(article.pubYear),
  };
}
