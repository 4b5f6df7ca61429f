import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import type { EngineQuery, SearchEngine, SearchHit } from '../../contracts/search-engines.js';
import { callText } from '../http/call.js';
import { endpoint } from '../http/endpoint.js';
import { createLane } from '../http/lane.js';
import { keywords } from './keywords.js';
import { publishedDate } from './published-date.js';
import { since } from './since.js';
import { stripTags } from './strip-tags.js';

export interface ArxivSettings {
  readonly userAgent: string;
  readonly baseUrl?: string | undefined;
  /** Least time between two requests; 3 s, as its terms of use ask, unless told. */
  readonly intervalMs?: number | undefined;
}

const Entry = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string().default(''),
  published: z.string().optional(),
});

const Reply = z.object({ feed: z.object({ entry: z.array(Entry).default([]) }) });

/** arXiv's preprints, by relevance, with their abstracts as snippets. */
export function createArxiv({
  userAgent,
  baseUrl = 'https://export.arxiv.org',
  intervalMs = 3_000,
}: ArxivSettings): SearchEngine {
  const lane = createLane({ service: 'arxiv', intervalMs, maxWaitMs: 6_000 });
  const parser = new XMLParser({
    isArray: (name) => name === 'entry',
    parseTagValue: false,
    ignoreAttributes: true,
  });

  return {
    name: 'arxiv',
    async search(query, signal) {
      const call = {
        service: 'arxiv',
        url: urlOf(baseUrl, query),
        headers: { 'user-agent': userAgent, accept: 'application/atom+xml' },
      };
      const xml = await lane(() => callText(call, signal), signal);
      const { entry } = feedOf(parser, xml);
      return { hits: entry.map(hitOf), warnings: [] };
    },
  };
}

function urlOf(baseUrl: string, { text, limit, timeRange }: EngineQuery): URL {
  // Any of the words may match: relevance puts papers with all of them first.
  const words = keywords(text, 8).map((word) => `all:"${word.replaceAll('"', '')}"`);
  const asked = words.length === 0 ? `all:"${text.replaceAll('"', '')}"` : words.join(' OR ');
  const dates =
    timeRange === undefined
      ? ''
      : ` AND submittedDate:[${since(timeRange).replaceAll('-', '')}0000 TO 299912312359]`;
  return endpoint(baseUrl, 'api/query', {
    search_query: `(${asked})${dates}`,
    max_results: limit,
    sortBy: 'relevance',
  });
}

function feedOf(parser: XMLParser, xml: string): z.infer<typeof Reply>['feed'] {
  const reply = Reply.safeParse(parse(parser, xml));
  if (!reply.success)
    throw new ServiceError('bad-reply', 'arxiv answered with something else than an Atom feed');
  // The API reports a bad query as a feed with one entry that explains it.
  const fault = reply.data.feed.entry.find(({ id }) => id.includes('/api/errors'));
  if (fault !== undefined) throw new ServiceError('bad-input', `arxiv: ${fault.summary}`);
  return reply.data.feed;
}

function parse(parser: XMLParser, xml: string): unknown {
  try {
    return parser.parse(xml);
  } catch {
    return undefined;
  }
}

function hitOf({ id, title, summary, published }: z.infer<typeof Entry>): SearchHit {
  return {
    url: id.replace(/^http:/, 'https:').trim(),
    title: stripTags(title),
    snippet: stripTags(summary),
    engine: 'arxiv',
    publishedAt: publishedDate(published),
  };
}
