import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { EngineQuery, SearchEngine, SearchHit } from '../../contracts/search-engines.js';
import type { Warning } from '../../contracts/warnings.js';
import { callJson } from '../http/call.js';
import { endpoint } from '../http/endpoint.js';
import { isWebAddress } from './is-web-address.js';
import { publishedDate } from './published-date.js';
import { outageOf, warningOf } from './unresponsive-engines.js';

/** Results that one page brings at least, as a rule; SearXNG has no parameter for it. */
const PAGE_SIZE = 10;

const ADVICE = {
  403: 'Enable `json` under `search.formats` in its settings.yml and restart it.',
  404: 'SEARXNG_URL has to be the address of its start page.',
  429: 'Set `server.limiter: false` in its settings.yml, or let this machine pass its limiter.',
};

const Result = z.object({
  url: z.string().refine(isWebAddress),
  title: z.string().nullish(),
  content: z.string().nullish(),
  publishedDate: z.string().nullish(),
  pubdate: z.string().nullish(),
});

/** Only what we read. A result of another kind, such as a torrent, is passed over. */
const Reply = z.object({
  results: z.array(Result.nullable().catch(null)),
  unresponsive_engines: z.array(z.array(z.unknown())).default([]),
});
type Reply = z.infer<typeof Reply>;

/**
 * A SearXNG instance by its JSON API. Upstream engines that failed are warnings; when they leave no result at all the
 * search itself has failed: ServiceError 'blocked' for captchas and bans, else 'unavailable'.
 */
export function createSearxng(baseUrl: string): SearchEngine {
  return {
    name: 'searxng',
    async search(query, signal) {
      const hits = new Map<string, SearchHit>();
      const warnings = new Map<string, Warning>();
      for (let page = 1; page <= Math.ceil(query.limit / PAGE_SIZE); page++) {
        const known = hits.size;
        try {
          const reply = await readPage({ baseUrl, query, page, signal });
          for (const hit of reply.results.map(hitOf)) {
            if (hit !== undefined && !hits.has(hit.url)) hits.set(hit.url, hit);
          }
          for (const entry of reply.unresponsive_engines) {
            const warning = warningOf(entry);
            warnings.set(warning.message, warning);
          }
        } catch (error) {
          if (known === 0 || !(error instanceof ServiceError)) throw error;
          warnings.set(error.message, lostPage(page, error));
        }
        if (hits.size === known || hits.size >= query.limit) break;
      }
      if (hits.size === 0 && warnings.size > 0) throw outageOf([...warnings.values()]);
      return { hits: [...hits.values()].slice(0, query.limit), warnings: [...warnings.values()] };
    },
  };
}

interface PageRequest {
  readonly baseUrl: string;
  readonly query: EngineQuery;
  readonly page: number;
  readonly signal: AbortSignal;
}

function readPage({ baseUrl, query, page, signal }: PageRequest): Promise<Reply> {
  const url = endpoint(baseUrl, 'search', {
    q: query.text,
    format: 'json',
    language: query.language,
    time_range: query.timeRange,
    pageno: page,
  });
  // Reasons of failure are told in the language of the reader, so that they can be recognised.
  const headers = { 'accept-language': 'en' };
  return callJson({ service: 'searxng', url, headers, advice: ADVICE }, Reply, signal);
}

function hitOf(result: z.infer<typeof Result> | null): SearchHit | undefined {
  if (result === null) return undefined;
  return {
    url: result.url,
    title: result.title || result.url,
    snippet: result.content ?? '',
    engine: 'searxng',
    publishedAt: publishedDate(result.publishedDate) ?? publishedDate(result.pubdate),
  };
}

function lostPage(page: number, error: ServiceError): Warning {
  return {
    code: 'engine-page-lost',
    message: `Page ${page} of SearXNG's results is missing: ${error.message}.`,
    subject: 'searxng',
  };
}
