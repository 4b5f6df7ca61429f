import { z } from 'zod';
import { type FailureCode, ServiceError } from '../../contracts/failures.js';
import type { EngineQuery, SearchEngine, SearchHit } from '../../contracts/search-engines.js';
import { callJson } from '../http/call.js';
import { endpoint } from '../http/endpoint.js';
import { createLane } from '../http/lane.js';
import { keywords } from './keywords.js';

export interface WikipediaSettings {
  /** Descriptive, with a contact, as the foundation's policy asks. */
  readonly userAgent: string;
  /** `{language}` in it stands for the code of the language asked for. */
  readonly baseUrl?: string | undefined;
}

/** Most extracts that one call can bring (TextExtracts, `exlimit`). */
const MOST_EXTRACTS = 20;
/** Longest query that its search takes. */
const MOST_CHARACTERS = 300;

const Page = z.object({
  title: z.string(),
  fullurl: z.string(),
  index: z.number(),
  extract: z.string().default(''),
});

const Reply = z.object({
  query: z.object({ pages: z.array(Page) }).optional(),
  error: z.object({ code: z.string(), info: z.string().default('') }).optional(),
});

/** Wikipedia in the language of the query: full-text search with the introductions of the articles as snippets. */
export function createWikipedia({
  userAgent,
  baseUrl = 'https://{language}.wikipedia.org',
}: WikipediaSettings): SearchEngine {
  // The API's etiquette asks for one request at a time.
  const lane = createLane({ service: 'wikipedia', intervalMs: 100, maxWaitMs: 5_000 });
  return {
    name: 'wikipedia',
    async search(query, signal) {
      const call = {
        service: 'wikipedia',
        url: urlOf(baseUrl, query),
        headers: headersOf(userAgent),
      };
      const { query: found, error } = await lane(() => callJson(call, Reply, signal), signal);
      if (error !== undefined) throw failureOf(error.code, error.info);
      const pages = [...(found?.pages ?? [])].sort((a, b) => a.index - b.index);
      return { hits: pages.map(hitOf), warnings: [] };
    },
  };
}

function urlOf(baseUrl: string, { text, limit, language }: EngineQuery): URL {
  const code = /^[a-z]{2,3}$/.test(language ?? '') ? String(language) : 'en';
  return endpoint(baseUrl.replace('{language}', code), 'w/api.php', {
    action: 'query',
    format: 'json',
    formatversion: 2,
    generator: 'search',
    gsrsearch: keywords(text, 20).join(' ').slice(0, MOST_CHARACTERS),
    gsrlimit: Math.min(limit, MOST_EXTRACTS),
    gsrnamespace: 0,
    prop: 'extracts|info',
    inprop: 'url',
    exintro: 1,
    explaintext: 1,
    exlimit: MOST_EXTRACTS,
    maxlag: 5,
  });
}

function headersOf(userAgent: string): Record<string, string> {
  return { 'user-agent': userAgent };
}

function hitOf({ title, fullurl, extract }: z.infer<typeof Page>): SearchHit {
  return { url: fullurl, title, snippet: extract.trim(), engine: 'wikipedia' };
}

/** The API answers 200 with an `error` when it is busy or the query is not to its taste. */
function failureOf(code: string, info: string): ServiceError {
  const codes: Readonly<Record<string, FailureCode>> = {
    maxlag: 'unavailable',
    readonly: 'unavailable',
    ratelimited: 'rate-limited',
    blocked: 'blocked',
    autoblocked: 'blocked',
  };
  return new ServiceError(codes[code] ?? 'bad-reply', `wikipedia answered ${code}: ${info}`);
}
