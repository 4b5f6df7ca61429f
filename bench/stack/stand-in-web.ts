import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { seededRandom } from '../seeded-random.js';

/** A query with this word is answered after every timeout. */
export const STUCK = 'stuck';
const STUCK_MS = 120_000;
const HITS = 10;
const PARAGRAPHS = 8;
const SENTENCES = 5;
const WORDS = 14;
const VOCABULARY =
  'river stone measure winter light engine water signal garden metal paper season bridge answer pressure field carbon motion record harbor copper valley system number weather method surface energy history machine culture island pattern theory village question current mirror market'.split(
    ' ',
  );

export interface StandInOptions {
  readonly enginePort: number;
  readonly pagePort: number;
  /** How long each page takes. */
  readonly pageMs?: number;
}

export interface Asked {
  /** The path of a page, or the query of a search. */
  readonly what: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface StandInWeb {
  /** Requests that came since the start. */
  counts(): { readonly searches: number; readonly pages: number };
  /** The pages asked for and the queries searched for, in order. */
  asked(): readonly Asked[];
  close(): Promise<void>;
}

/** A metasearch engine that speaks SearXNG's JSON, and the pages it finds: both answer at once unless told to wait, with made-up text. */
export async function startStandInWeb({
  enginePort,
  pagePort,
  pageMs = 0,
}: StandInOptions): Promise<StandInWeb> {
  let searches = 0;
  let pages = 0;
  const asked: Asked[] = [];
  const engine = await listen(enginePort, (request, response) => {
    searches += 1;
    const { searchParams } = new URL(request.url ?? '/', 'http://engine');
    const query = searchParams.get('q') ?? '';
    asked.push({ what: query, at: Date.now() });
    const results = resultsFor(query, pagePort);
    const answer = () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ results, unresponsive_engines: [] }));
    };
    if (query.includes(STUCK)) setTimeout(answer, STUCK_MS).unref();
    else answer();
  });
  const site = await listen(pagePort, (request, response) => {
    if (request.url === '/robots.txt') return response.writeHead(404).end();
    const path = request.url ?? '/';
    pages += 1;
    asked.push({ what: path, at: Date.now() });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    return setTimeout(() => response.end(pageAt(path)), pageMs);
  });
  return {
    counts: () => ({ searches, pages }),
    asked: () => asked,
    async close() {
      await Promise.all([end(engine), end(site)]);
    },
  };
}

function resultsFor(query: string, pagePort: number) {
  const topic = query
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll(' ', '-')
    .slice(0, 80);
  return Array.from({ length: HITS }, (_, index) => {
    const path = `/${topic}/${index + 1}`;
    return {
      url: `http://127.0.0.1:${pagePort}${path}`,
      title: `${query}, part ${index + 1}`,
      content: sentenceOf(path, seededRandom(seedOf(path))),
    };
  });
}

function pageAt(path: string): string {
  const random = seededRandom(seedOf(path));
  const paragraphs = Array.from({ length: PARAGRAPHS }, () => {
    return `<p>${Array.from({ length: SENTENCES }, () => sentenceOf(path, random)).join(' ')}</p>`;
  });
  const title = topicOf(path);
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs.join('\n')}</article></body></html>`;
}

function sentenceOf(path: string, random: () => number): string {
  const words = Array.from({ length: WORDS }, () => {
    return VOCABULARY[Math.floor(random() * VOCABULARY.length)] ?? '';
  });
  return `The ${topicOf(path)} has ${Math.floor(random() * 900) + 100} ${words.join(' ')}.`;
}

function topicOf(path: string): string {
  return decodeURIComponent(path.split('/')[1] ?? '').replaceAll('-', ' ');
}

function seedOf(text: string): number {
  return [...text].reduce((seed, letter) => (seed * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
}

async function listen(port: number, answer: RequestListener): Promise<Server> {
  const server = createServer(answer).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function end(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
}
