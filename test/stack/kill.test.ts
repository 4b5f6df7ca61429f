import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../infra/home/process-identity.js';
import { LAKE_PAGES, startSmallWeb } from '../helpers/small-web.js';
import { MAIN, OURS, settingsOver, startProduct } from '../helpers/start-product.js';
import { freePort, post } from '../helpers/test-stack.js';

test('a search whose process is killed goes on at the next start, and no finished step is repeated', async () => {
  const web = await startSmallWeb(LAKE_PAGES);
  onTestFinished(() => web.close());
  const settings = await settingsOver(web);
  const api = `http://127.0.0.1:${settings.PORT}/api/v1`;

  const first = await startProduct(settings);
  web.delays.set('/angara', 13_000); // one page keeps the run busy while it is killed
  const response = await fetch(`${api}/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'How long is the Angara River?', timeout: 300 }),
  });
  const id = response.headers.get('session-id') ?? '';
  const before = await readUntil(
    response,
    (text) => (text.match(/event: page-read/g) ?? []).length >= 2,
  );
  await new Promise((resolve) => setTimeout(resolve, 500)); // the results of the last steps reach the history
  const ended = once(first, 'exit');
  first.kill('SIGKILL');
  await ended;
  web.delays.clear();

  const askedBefore = new Set(web.asked);
  const second = await startProduct(settings);
  const lastId = Number([...before.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1]);
  const rest = await fetch(`${api}/sessions/${id}/events`, {
    headers: { 'last-event-id': String(lastId) },
  });
  const after = await rest.text();
  const ids = [...`${before}\n${after}`.matchAll(/^id: (\d+)$/gm)].map(([, value]) =>
    Number(value),
  );
  expect(ids).toEqual(ids.map((_, index) => index + 1));
  expect(after).toMatch(/event: run-end\ndata: .*"status":"completed"/);

  const repeated = web.asked.slice(askedBefore.size).filter((path) => askedBefore.has(path));
  expect(new Set(repeated)).toEqual(new Set(['/angara']));
  expect(web.asked.filter((path) => path === '/angara').length).toBe(2);

  const busy = await post(`${api}/search`, { query: 'Which seal lives in Lake Baikal?' });
  expect(busy.status).toBe(200);

  await refusesASecond(settings, second);
  const temporal = Number(await readFile(join(settings.PLUMBLINE_HOME, 'temporal.pid'), 'utf8'));
  const stopped = once(second, 'exit');
  second.kill('SIGINT');
  expect(await stopped).toEqual([0, null]);
  expect(isAlive(temporal)).toBe(false);
}, 120_000);

async function refusesASecond(
  settings: Record<string, string>,
  owner: ChildProcess,
): Promise<void> {
  const child = spawn(process.execPath, [MAIN, 'start'], {
    env: { ...OURS, ...settings, PORT: String(await freePort()) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const [code] = await once(child, 'exit');
  expect(code).not.toBe(0);
  expect(said).toContain(String(owner.pid));
}

/** Reads a stream until its text is enough, then lets go of it. */
async function readUntil(response: Response, enough: (text: string) => boolean): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (enough(text)) break;
  }
  return text.slice(0, text.lastIndexOf('\n\n'));
}
