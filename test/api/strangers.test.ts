import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '../../api/openapi/document.js';
import { USER_SCOPES } from '../../contracts/callers.js';
import type { OpenAccess } from '../../infra/services/open-access.js';
import { useTestAccess } from '../adapters/access/open-test-access.js';
import { useDocumentStores } from '../helpers/document-stores.js';
import { drawingGateway, drawsImage } from './draws-image.js';
import { bearer } from './scripted-callers.js';
import { goesOn, type Script, scriptedStarter } from './scripted-starter.js';
import { post, serveApp, testParts } from './test-app.js';

const state = useDocumentStores();
const access = useTestAccess();
const ROOT = { owner: 'local', keyId: null };
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** How ada makes one of each kind of thing that has an owner, by the path it then has. */
const MAKERS: Readonly<Record<string, { readonly path: string; readonly body: unknown }>> = {
  '/api/v1/sessions': { path: '/api/v1/search', body: { query: 'q', stream: true } },
  '/api/v1/batches': { path: '/api/v1/batches', body: { questions: ['q'] } },
  '/api/v1/keys': { path: '/api/v1/keys', body: { name: 'hers' } },
  '/api/v1/schedules': {
    path: '/api/v1/schedules',
    body: { cron: '30 7 * * MON-FRI', question: 'q' },
  },
  '/api/v1/collections': { path: '/api/v1/collections', body: { name: 'hers' } },
  '/api/v1/images': { path: '/v1/images/generations', body: { model: 'flux', prompt: 'a fox' } },
  '/api/v1/documents': { path: '/api/v1/documents?wait=false', body: 'a file' },
  '/v1/live-search': {
    path: '/v1/live-search',
    body: { query: 'q', reasoningModelName: 'local', synthesisModelName: 'local' },
  },
};
/** What is listed elsewhere. */
const UNLISTED = ['/v1/live-search', '/api/v1/images'];
const LISTED = Object.keys(MAKERS).filter((prefix) => !UNLISTED.includes(prefix));
/** Paths with an id that is nobody's. */
const NOBODYS = ['/api/admin/', '/v1/models/'];
/** What some requests must hold to be read at all. */
const BODIES: Readonly<Record<string, object>> = {
  steer: { direction: 'further' },
  budget: { searches: 5 },
};

const { paths = {} } = openApiDocument('0.2.0');
const operations = Object.entries(paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method] !== undefined).map((method) => ({
    path,
    method: method.toUpperCase(),
  })),
);
const owned = operations.filter(
  ({ path }) => path.includes('{') && !NOBODYS.some((prefix) => path.startsWith(prefix)),
);

let opened: OpenAccess | undefined;
let keys: { readonly ada: string; readonly bob: string };
beforeAll(async () => {
  opened = await access().open();
  const { users, keys: store } = opened;
  const key = async (id: string) => {
    await users.create({ id, name: id, role: 'user' }, ROOT);
    const wanted = { owner: id, name: id, scopes: [...USER_SCOPES], expires_at: null };
    return (await store.create(wanted, ROOT)).key;
  };
  keys = { ada: await key('ada'), bob: await key('bob') };
});

describe('a stranger', () => {
  test.each(owned)('sees nothing at $method $path that is not there', async ({ path, method }) => {
    const url = await serveOwned();
    const prefix = path.slice(0, path.indexOf('/{'));
    const id = await make(url, prefix);
    const ask = async (key: string, which: string) => {
      const body = BODIES[path.slice(path.lastIndexOf('/') + 1)] ?? { name: 'mine' };
      const sent = method === 'GET' ? {} : { body: JSON.stringify(body) };
      const place = path.replace('{id}', which).replace('{page}', '1');
      return fetch(`${url}${place}`, { method, headers: bearer(key), ...sent });
    };

    const others = await ask(keys.bob, id);
    const absent = await ask(keys.bob, randomUUID());

    expect(others.status).toBe(404);
    const words = await told(others);
    expect(words).toBe(await told(absent));
    expect(words).not.toContain('"not_found"'); // which an unknown route says
    expect((await fetch(`${url}${prefix}/${id}`, { headers: bearer(keys.ada) })).status).toBe(200);
  });

  test.each(LISTED)('sees an empty list at %s', async (prefix) => {
    const url = await serveOwned();
    await make(url, prefix);

    const list = await fetch(`${url}${prefix}`, { headers: bearer(keys.bob) });

    // Of keys a user has at least the one that was sent.
    const least = prefix === '/api/v1/keys' ? 1 : 0;
    const { total, ...rest } = Object(await list.json());
    const items = Object.values(rest).find(Array.isArray);
    expect([total ?? least, items]).toEqual([least, expect.objectContaining({ length: least })]);
  });
});

test.each(operations)(
  '$method $path asks for a key where keys are required',
  async ({ path, method }) => {
    const url = await serveOwned();

    const reply = await fetch(`${url}${path.replace(/\{\w+\}/, randomUUID())}`, { method });

    expect(reply.status).toBe(['/', '/api/v1/health'].includes(path) ? 200 : 401);
  },
);

function serveOwned(): Promise<string> {
  if (opened === undefined) throw new Error('access is opened before the first test');
  const script: Script = (run, own) => (run.kind === 'image' ? drawsImage : goesOn)(run, own);
  const starter = scriptedStarter(state(), script);
  const gateway = drawingGateway();
  const parts = { ...state(), ...opened, gateway, openAccess: false, starter };
  return serveApp(testParts(state(), parts));
}

/** Ada makes a thing; gives its id. */
async function make(url: string, prefix: string): Promise<string> {
  const maker = MAKERS[prefix];
  if (maker === undefined) throw new Error(`say in MAKERS how what is at ${prefix} is made`);
  const reply =
    maker.body === 'a file'
      ? await uploadAs(keys.ada, `${url}${maker.path}`)
      : await post(`${url}${maker.path}`, named(maker.body), bearer(keys.ada));
  const made = /\/([\da-f-]{36})$/.exec(reply.headers.get('location') ?? '')?.[1];
  if (made !== undefined) return made;
  const session = reply.headers.get('session-id');
  if (session !== null && ['/api/v1/sessions', ...UNLISTED].includes(prefix)) {
    await reply.body?.cancel();
    return session;
  }
  const { id } = Object(await reply.json());
  return String(id);
}

/** A name of its own, where a thing has one. */
function named(body: unknown): object {
  const fields = Object(body);
  return 'name' in fields ? { ...fields, name: randomUUID() } : fields;
}

function uploadAs(key: string, url: string): Promise<Response> {
  const body = new FormData();
  body.append('file', new File(['hers'], 'hers.txt'));
  return fetch(url, { method: 'POST', body, headers: bearer(key) });
}

/** A reply without what names its request or the id that was asked for. */
async function told(reply: Response): Promise<string> {
  const text = await reply.text();
  return text.replace(/trace-\w+/g, 'trace').replace(/[\da-f-]{36}/g, 'id');
}
