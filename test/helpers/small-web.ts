import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A page of the small web: what a search finds it by, and its HTML. */
export interface SmallPage {
  readonly path: string;
  readonly title: string;
  readonly text: string;
  /** ISO 8601 date. */
  readonly published?: string;
  /** True for one that no search finds, only a link. */
  readonly hidden?: boolean;
}

export interface SmallWeb {
  /** Speaks SearXNG's JSON API. */
  readonly engineUrl: string;
  /** "host:port" of the pages. */
  readonly pageHost: string;
  /** Requests so far, by path and query. */
  readonly asked: string[];
  /** Waits before each answer, by a piece of its path. */
  readonly delays: Map<string, number>;
  /** Whether the engine answers that it is down. */
  failing: boolean;
  /** Gives the page at the same path another text. */
  change(path: string, text: string): void;
  close(): void;
}

/** A search engine and its pages on loopback, in one server. A search finds the pages that share a word with it. */
export async function startSmallWeb(given: readonly SmallPage[]): Promise<SmallWeb> {
  let pages = given;
  const asked: string[] = [];
  const delays = new Map<string, number>();
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    if (url !== '/robots.txt') asked.push(url);
    const delay = [...delays].find(([piece]) => url.includes(piece))?.[1] ?? 0;
    setTimeout(() => answer(request, response), delay);
  });
  const host = await portOf(server);

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', `http://${host}`);
    const page = pages.find(({ path }) => path === url.pathname);
    if (url.pathname === '/search' && web.failing) {
      response.writeHead(503).end('down');
    } else if (url.pathname === '/search') {
      search(url.searchParams.get('q') ?? '', response);
    } else if (page === undefined) {
      response.writeHead(404).end('no such page');
    } else {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(htmlOf(page));
    }
  }

  function search(query: string, response: ServerResponse): void {
    const words = new Set(query.toLowerCase().match(/\w{4,}/g));
    const results = pages
      .filter(({ hidden }) => hidden !== true)
      .filter(({ title, text }) =>
        `${title} ${text}`
          .toLowerCase()
          .match(/\w{4,}/g)
          ?.some((word) => words.has(word)),
      )
      .map(({ path, title, text, published }) => ({
        url: `http://${host}${path}`,
        title,
        content: text.slice(0, 120),
        ...(published === undefined ? {} : { publishedDate: published }),
      }));
    const reply = { query, results, unresponsive_engines: [] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  }

  const web: SmallWeb = {
    engineUrl: `http://${host}`,
    pageHost: host,
    asked,
    delays,
    failing: false,
    change(path, text) {
      pages = pages.map((page) => (page.path === path ? { ...page, text } : page));
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return web;
}

async function portOf(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `127.0.0.1:${address.port}`;
}

function htmlOf({ title, text, published }: SmallPage): string {
  const date =
    published === undefined
      ? ''
      : `<meta property="article:published_time" content="${published}">`;
  const paragraphs = text
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('');
  return `<!doctype html><html lang="en"><head><title>${title}</title>${date}</head><body><nav><a href="/">Home</a></nav><main><article><h1>${title}</h1>${paragraphs}</article></main></body></html>`;
}

/** Six pages about a lake and what belongs to it. */
export const LAKE_PAGES: readonly SmallPage[] = [
  {
    path: '/lake-baikal',
    title: 'Lake Baikal',
    text: 'Lake Baikal is a rift lake in southern Siberia, Russia. Lake Baikal is 1,642 metres deep, which makes it the deepest lake in the world.\nThe lake holds more than a fifth of the fresh surface water of the world. It is fed by more than 300 rivers and drained by one, the Angara.',
    published: '2024-05-02',
  },
  {
    path: '/angara',
    title: 'Angara River',
    text: 'The Angara is a river in Siberia, 1,779 kilometres long. It is the only river that flows out of Lake Baikal.\nThe Angara joins the Yenisei near Strelka. Several dams on the river make electricity.',
    published: '2019-01-10',
  },
  {
    path: '/tanganyika',
    title: 'Lake Tanganyika',
    text: 'Lake Tanganyika is an African Great Lake. It is the second deepest lake in the world, with a depth of 1,470 metres.\nThe lake is shared by Tanzania, Zambia, Burundi and the Democratic Republic of the Congo.',
    published: '2022-03-15',
  },
  {
    path: '/baikal-seal',
    title: 'Baikal seal',
    text: 'The Baikal seal lives only in Lake Baikal. It is one of the smallest true seals and the only one that lives in fresh water alone.\nAdult seals weigh between 63 and 70 kilograms.',
    published: '2023-08-01',
  },
  {
    path: '/irkutsk',
    title: 'Irkutsk',
    text: 'Irkutsk is a city in Siberia on the Angara River. Many visitors of Lake Baikal start their journey in Irkutsk.\nThe city had 617,264 inhabitants in the census of 2021.',
    published: '2021-11-20',
  },
  {
    path: '/caspian-sea',
    title: 'Caspian Sea',
    text: 'The Caspian Sea is the largest inland body of water in the world. Its greatest depth is 1,025 metres.\nIt is sometimes called a lake and sometimes a full sea.',
    published: '2020-06-30',
  },
];
