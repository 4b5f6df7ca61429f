import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { LAKE_PAGES, startSmallWeb } from '../helpers/small-web.js';
import { settingsOver, startProduct } from '../helpers/start-product.js';
import { temporalBinary } from '../helpers/temporal-binary.js';
import { post } from '../helpers/test-stack.js';

const run = promisify(execFile);
const QUESTION = 'How long is the river that flows out of Lake Baikal?';
const STEP = {
  step_number: 1,
  description: 'The river',
  search_query: 'river that flows out of Lake Baikal',
};
/** Longer than a kill takes, shorter than a kill and a start. */
const APPROVAL_SECONDS = 8;

const Session = z.object({ status: z.string(), waiting_for: z.string().nullable() });
const Health = z.object({ components: z.array(z.object({ using: z.string() })) });
const At = z.object({ at: z.string() });

test('a paused run and one whose plan waits outlive the death of everything, and each control works by API and by Temporal', async () => {
  const web = await startSmallWeb(LAKE_PAGES);
  onTestFinished(() => web.close());
  const settings = await settingsOver(web);
  const api = `http://127.0.0.1:${settings.PORT}/api/v1`;

  const first = await startProduct(settings);
  web.delays.set('/angara', 1_500);
  const paused = await begin(api, { query: QUESTION, timeout: 600 });
  await told(api, paused, 'page-read');
  expect((await post(`${api}/sessions/${paused}/pause`, {})).status).toBe(200);
  await told(api, paused, 'run-paused');
  const waiting = await begin(api, {
    query: QUESTION,
    require_approval: true,
    approval_timeout: APPROVAL_SECONDS,
  });
  const asked = await told(api, waiting, 'approval-requested');
  await new Promise((resolve) => setTimeout(resolve, 2_500)); // what the pause found in hand is over
  expect(await sessionAt(api, waiting)).toEqual({ status: 'running', waiting_for: 'approval' });

  const temporal = Number(await readFile(join(settings.PLUMBLINE_HOME, 'temporal.pid'), 'utf8'));
  const ended = once(first, 'exit');
  first.kill('SIGKILL');
  process.kill(temporal, 'SIGKILL');
  await ended;
  web.delays.clear();
  const askedBefore = pagesOf(web.asked);

  const second = await startProduct(settings);
  const startedMs = Date.now();
  const decided = await told(api, waiting, 'plan-decided');
  expect(decided.data).toMatch(/"by":"default"/);
  const deadlineMs = asked.atMs + APPROVAL_SECONDS * 1_000;
  expect(decided.atMs).toBeGreaterThan(deadlineMs - 500);
  expect(decided.atMs).toBeLessThan(Math.max(deadlineMs, startedMs) + APPROVAL_SECONDS * 500);
  expect((await told(api, waiting, 'run-end')).data).toMatch(/"status":"completed"/);

  expect(await sessionAt(api, paused)).toEqual({ status: 'running', waiting_for: 'resume' });
  const pagesOfOther = web.asked.length;
  const { cpuMs, wallMs } = await costOf(second.pid ?? 0, 2_000);
  expect(web.asked.length).toBe(pagesOfOther);
  expect(cpuMs).toBeLessThan(wallMs / 2);

  const from = web.asked.length;
  expect((await post(`${api}/sessions/${paused}/resume`, {})).status).toBe(200);
  expect((await told(api, paused, 'run-end')).data).toMatch(/"status":"completed"/);
  const again = pagesOf(web.asked.slice(from));
  expect(again.filter((page) => askedBefore.includes(page))).toEqual([]);

  web.delays.set('/angara', 10_000);
  await allControls(api, (id, name, body) => post(`${api}/sessions/${id}/${name}`, body ?? {}));
  const address = await addressOf(api);
  await allControls(api, (id, name, body) => byTemporal(address, { id, name, body }));
}, 180_000);

type Send = (id: string, name: string, body?: object) => Promise<unknown>;

/** Sends every control to a run that goes on, and sees that each was taken. */
async function allControls(api: string, send: Send): Promise<void> {
  const id = await begin(api, { query: QUESTION, timeout: 600, require_approval: true });
  await told(api, id, 'approval-requested');
  await send(id, 'pause');
  await told(api, id, 'run-paused');
  await send(id, 'plan', { approved: true, steps: [STEP] });
  await send(id, 'budget', { pages: 40 });
  await send(id, 'steer', { direction: 'How deep is the lake?' });
  await told(api, id, 'plan-decided');
  await told(api, id, 'budget-changed');
  await told(api, id, 'steer-accepted');
  await send(id, 'resume');
  await told(api, id, 'run-resumed');
  await told(api, id, 'page-read');
  await send(id, 'finish');
  await told(api, id, 'finish-requested');
  expect((await told(api, id, 'run-end')).data).toMatch(/"status":"completed"/);

  const other = await begin(api, { query: QUESTION, require_approval: true });
  await told(api, other, 'approval-requested');
  await send(other, 'cancel');
  await told(api, other, 'cancel-requested');
  expect((await told(api, other, 'run-end')).data).toMatch(/"status":"cancelled"/);
}

/** The same by Temporal's own program: what needs an answer as an update, the rest as signals. */
async function byTemporal(
  address: string,
  {
    id,
    name,
    body,
  }: { readonly id: string; readonly name: string; readonly body?: object | undefined },
): Promise<void> {
  const signals = ['pause', 'steer', 'resume'];
  const how = signals.includes(name) ? ['signal'] : ['update', 'execute'];
  const message = name === 'cancel' ? ['cancel'] : [...how, '--name', name];
  const input = body === undefined ? [] : ['--input', JSON.stringify(body)];
  const target = ['--workflow-id', `research-${id}`, '--address', address];
  await run(await temporalBinary(), ['workflow', ...message, ...target, ...input]);
}

/** Begins a research whose events nobody follows; gives its id. */
async function begin(api: string, body: object): Promise<string> {
  const response = await fetch(`${api}/research`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  await response.body?.cancel();
  return response.headers.get('session-id') ?? '';
}

/** Follows a run until it tells an event of this type; gives its data and when it was told. */
async function told(api: string, id: string, type: string) {
  const response = await fetch(`${api}/sessions/${id}/events`);
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const data = new RegExp(`event: ${type}\\ndata: (.*)\\n\\n`).exec(text)?.[1];
    if (data !== undefined) return { data, atMs: Date.parse(At.parse(JSON.parse(data)).at) };
  }
  throw new Error(`run ${id} ended without ${type}: ${text.slice(-2_000)}`);
}

async function sessionAt(api: string, id: string) {
  return Session.parse(await (await fetch(`${api}/sessions/${id}`)).json());
}

async function addressOf(api: string): Promise<string> {
  const { components } = Health.parse(await (await fetch(`${api}/health?detail=true`)).json());
  const using = components.map((component) => component.using);
  const found = using.map((text) => /dev server on (\S+)/.exec(text)?.[1]);
  return found.find((address) => address !== undefined) ?? '';
}

function pagesOf(asked: readonly string[]): string[] {
  return asked.filter((path) => !path.startsWith('/search'));
}

/** Processor time that a process uses meanwhile; none is known where the system has no /proc. */
async function costOf(pid: number, wallMs: number) {
  const before = await ticks(pid);
  await new Promise((resolve) => setTimeout(resolve, wallMs));
  return { wallMs, cpuMs: ((await ticks(pid)) - before) * 10 };
}

async function ticks(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return user + system;
}
