import { z } from 'zod';
import type { StreamedEvent } from './event-stream.js';
import { plainData, plainLine } from './plain-text.js';

/** One line of progress. A problem is something that failed or was left out. */
export interface ProgressLine {
  readonly text: string;
  readonly problem: boolean;
}

/** Only what is shown; an event may hold more. */
const Data = z
  .object({
    stage: z.string(),
    queries: z.int(),
    pages: z.int(),
    sub_queries: z.array(z.object({ query: z.string() })),
    query: z.string(),
    engine: z.string().nullable(),
    sources: z.array(z.unknown()),
    url: z.string(),
    title: z.string(),
    read_at: z.string(),
    model: z.string(),
    message: z.string(),
    claims: z.int(),
    failed: z.int(),
    step: z.string(),
    attempt: z.int(),
  })
  .partial();
type Data = z.infer<typeof Data>;

/** What an event is told as; undefined for those that are not shown, unknown ones included. */
export function progressLine({ type, data }: StreamedEvent): ProgressLine | undefined {
  const parsed = Data.safeParse(plainData(data));
  if (!parsed.success) return undefined;
  const words = WORDS[type]?.(parsed.data);
  return words === undefined
    ? undefined
    : { text: plainLine(words, 300), problem: PROBLEMS.has(type) };
}

const PROBLEMS = new Set(['engine-failed', 'page-failed', 'step-retry', 'warning']);

const WORDS: Readonly<Record<string, (data: Data) => string | undefined>> = {
  'stage-start': stage,
  'plan-ready': ({ sub_queries = [] }) =>
    `Looking for ${sub_queries.map(({ query }) => `“${plainLine(query, 60)}”`).join(', ')}`,
  'source-found': ({ engine, sources = [], query = '' }) =>
    sources.length === 0 || !engine
      ? `Nothing found for “${plainLine(query, 80)}”`
      : `${engine}: ${count(sources.length, 'result')} for “${plainLine(query, 80)}”`,
  'engine-failed': ({ engine, message = '' }) =>
    `${engine ?? 'A search engine'} failed: ${message}`,
  'page-read': ({ title = '', url = '', read_at }) => {
    const when =
      read_at === undefined ? '' : `, as it was read ${read_at.slice(0, 16).replace('T', ' ')} UTC`;
    const name = title === '' || title === url ? '' : `${plainLine(title, 70)} `;
    return `${read_at === undefined ? 'Read' : 'Used'} ${name}<${url}>${when}`;
  },
  'page-failed': ({ url = '', message = '' }) => `Could not read <${url}>: ${message}`,
  'sources-ranked': ({ sources = [] }) => `${count(sources.length, 'source')} chosen`,
  'answer-start': ({ model = '' }) => `Answering with ${model}`,
  'model-loading': () => 'The model is being loaded',
  'answer-replaced': () => 'The check corrected the answer',
  'claims-checked': ({ claims = 0, failed = 0 }) =>
    `${count(claims, 'sentence')} checked, ${failed === 0 ? 'all' : claims - failed} supported`,
  'step-retry': ({ step = 'A step', attempt = 1 }) =>
    `${step} failed and is tried again (${attempt})`,
  warning: ({ message }) => message,
};

function stage({ stage: name, queries, pages }: Data): string | undefined {
  switch (name) {
    case 'search':
      return queries === undefined
        ? 'Searching'
        : `Searching ${count(queries, 'query', 'queries')}`;
    case 'read':
      return pages === undefined ? 'Reading' : `Reading ${count(pages, 'page')}`;
    case 'judge':
      return 'Judging what is covered';
    case 'rank':
      return 'Choosing sources';
    case 'write':
      return 'Writing';
    case 'check':
      return 'Checking every sentence';
    default:
      return name;
  }
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
