import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { EngineQuery, SearchEngine } from '../../contracts/search-engines.js';
import { callJson } from '../http/call.js';
import { endpoint } from '../http/endpoint.js';
import { isWebAddress } from './is-web-address.js';
import { publishedDate } from './published-date.js';

export interface SerperSettings {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
}

const ADVICE = {
  401: 'Check SERPER_API_KEY.',
  403: 'Check SERPER_API_KEY.',
};

const Result = z.object({
  link: z.string().refine(isWebAddress),
  title: z.string().nullish(),
  snippet: z.string().nullish(),
  date: z.string().nullish(),
});

const Reply = z.object({ organic: z.array(Result.nullable().catch(null)).default([]) });

/** Google's results by Serper's API. ServiceError 'refused' for a bad key and for a spent balance. */
export function createSerper({
  apiKey,
  baseUrl = 'https://google.serper.dev',
}: SerperSettings): SearchEngine {
  return {
    name: 'serper',
    async search(query, signal) {
      const { organic } = await callJson(
        {
          service: 'serper',
          url: endpoint(baseUrl, 'search'),
          headers: { 'x-api-key': apiKey },
          body: bodyOf(query),
          advice: ADVICE,
        },
        Reply,
        signal,
      ).catch(asSpentBalance);
      const hits = organic.filter((result) => result !== null).map(hitOf);
      return { hits: hits.slice(0, query.limit), warnings: [] };
    },
  };
}

function bodyOf({ text, limit, language, timeRange }: EngineQuery): Record<string, unknown> {
  return {
    q: text,
    num: limit,
    ...(language === undefined ? {} : { hl: language }),
    // Google's name of a range is its first letter.
    ...(timeRange === undefined ? {} : { tbs: `qdr:${timeRange.slice(0, 1)}` }),
  };
}

function hitOf({ link, title, snippet, date }: z.infer<typeof Result>) {
  return {
    url: link,
    title: title || link,
    snippet: snippet ?? '',
    engine: 'serper',
    publishedAt: publishedDate(date),
  };
}

/** Serper reports a spent balance as a bad request, which no other query would cure. */
function asSpentBalance(error: unknown): never {
  if (
    error instanceof ServiceError &&
    error.code === 'bad-input' &&
    /credit/i.test(error.message)
  ) {
    throw new ServiceError('refused', `${error.message}. Top up the account of SERPER_API_KEY.`, {
      cause: error,
    });
  }
  throw error;
}
