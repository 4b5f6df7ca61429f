import { z } from 'zod';
import type { EngineQuery, SearchEngine, SearchHit } from '../../contracts/search-engines.js';
import { callJson } from '../http/call.js';
import { endpoint } from '../http/endpoint.js';
import { createLane } from '../http/lane.js';
import { keywords } from './keywords.js';
import { publishedDate } from './published-date.js';
import { since } from './since.js';
import { stripTags } from './strip-tags.js';

export interface CrossrefSettings {
  readonly userAgent: string;
  /** An address of mail puts the requests into the polite pool. */
  readonly mailto?: string | undefined;
  readonly baseUrl?: string | undefined;
}

const Work = z.object({
  DOI: z.string(),
  title: z.array(z.string()).min(1),
  abstract: z.string().nullish(),
  'container-title': z.array(z.string()).nullish(),
  author: z.array(z.object({ family: z.string().nullish(), name: z.string().nullish() })).nullish(),
  issued: z.object({ 'date-parts': z.array(z.array(z.number().nullable())) }).nullish(),
});
type Work = z.infer<typeof Work>;

const Reply = z.object({
  message: z.object({ items: z.array(Work.nullable().catch(null)) }),
});

/** Crossref's record of scholarly works: abstracts as snippets, else where and by whom a work was published. */
export function createCrossref({
  userAgent,
  mailto,
  baseUrl = 'https://api.crossref.org',
}: CrossrefSettings): SearchEngine {
  const lane = createLane({ service: 'crossref', intervalMs: 200, maxWaitMs: 5_000 });
  return {
    name: 'crossref',
    async search(query, signal) {
      const url = urlOf(baseUrl, query, mailto);
      const call = { service: 'crossref', url, headers: { 'user-agent': userAgent } };
      const { message } = await lane(() => callJson(call, Reply, signal), signal);
      return { hits: message.items.filter((work) => work !== null).map(hitOf), warnings: [] };
    },
  };
}

function urlOf(baseUrl: string, query: EngineQuery, mailto: string | undefined): URL {
  return endpoint(baseUrl, 'works', {
    query: keywords(query.text, 20).join(' ') || query.text,
    rows: query.limit,
    select: 'DOI,title,abstract,container-title,author,issued',
    filter: query.timeRange && `from-pub-date:${since(query.timeRange)}`,
    mailto,
  });
}

function hitOf(work: Work): SearchHit {
  return {
    url: `https://doi.org/${encodeURI(work.DOI)}`,
    title: stripTags(work.title.join(': ')),
    snippet: work.abstract ? stripTags(work.abstract) : recordOf(work),
    engine: 'crossref',
    publishedAt: dateOf(work),
  };
}

function recordOf({ author, 'container-title': container, issued }: Work): string {
  const names = (author ?? []).map(({ family, name }) => family ?? name ?? '').filter(Boolean);
  const year = issued?.['date-parts'][0]?.[0];
  return [names.slice(0, 5).join(', '), container?.[0], year]
    .filter((part) => part !== '' && part != null)
    .join('. ');
}

/** Crossref tells a year, a year and month, or a day, as numbers. */
function dateOf({ issued }: Work): string | undefined {
  const parts = issued?.['date-parts'][0]?.filter((part) => part !== null) ?? [];
  return publishedDate(parts.map((part) => String(part).padStart(2, '0')).join('-'));
}
