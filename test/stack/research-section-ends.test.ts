import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { ResearchResult } from '../../contracts/research.js';
import { type ChatScript, startScriptedChat } from '../helpers/scripted-chat.js';
import { LAKE_PAGES, startSmallWeb } from '../helpers/small-web.js';
import { settingsOver, startProduct } from '../helpers/start-product.js';

const Session = z.object({ status: z.string(), result: ResearchResult });

/** A model that answers all that is asked as JSON, and stays silent from its second text on until it is told to speak. */
function halting() {
  const state = { texts: 0, speaks: false };
  const script: ChatScript = ({ form }) => {
    if (form === 'steps')
      return {
        steps: [
          { task: 'The river', query: 'river that flows out of Lake Baikal', after: [] },
          { task: 'The depth', query: 'depth of Lake Baikal in metres', after: [] },
        ],
      };
    if (form === 'sections')
      return {
        sections: [
          { title: 'The river', steps: [2] },
          { title: 'The depth', steps: [3] },
        ],
      };
    if (form !== undefined) return { state: 'covered', missing: '', contradicts: '', query: '' };
    state.texts += 1;
    if (state.texts > 1 && !state.speaks) return undefined;
    return 'The Angara River is 1,779 kilometres long [1].';
  };
  return { state, script };
}

async function start() {
  const web = await startSmallWeb(LAKE_PAGES);
  onTestFinished(() => web.close());
  const model = halting();
  const chat = await startScriptedChat(model.script);
  onTestFinished(() => chat.close());
  const settings = { ...(await settingsOver(web)), OLLAMA_URL: chat.url, CHAT_MODEL: 'tiny' };
  const api = `http://127.0.0.1:${settings.PORT}/api/v1`;
  const product = await startProduct(settings);
  const response = await fetch(`${api}/research`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({
      query: 'How long is the river that flows out of Lake Baikal?',
      max_iterations: 1,
      timeout: 3_000,
    }),
  });
  const id = response.headers.get('session-id') ?? '';
  await until(() => model.state.texts > 1);
  return { model, chat, settings, api, product, id, web };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 2_400) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

test('cancelling while a section is written reaches the call of the model at once, and keeps the one before', async () => {
  const { chat, api, id } = await start();
  const silent = chat.calls.at(-1);
  expect(silent?.closedAtMs).toBeNull();

  const cancelledAtMs = Date.now();
  await fetch(`${api}/sessions/${id}/cancel`, { method: 'POST' });
  await until(() => silent?.closedAtMs !== null);

  expect((silent?.closedAtMs ?? 0) - cancelledAtMs).toBeLessThan(2_000);
  await (await fetch(`${api}/sessions/${id}/events`)).text();
  const { status, result } = Session.parse(await (await fetch(`${api}/sessions/${id}`)).json());
  expect(status).toBe('cancelled');
  expect(result.model_used).toBe('tiny:latest');
  expect(result.findings).toContain('The Angara River is 1,779 kilometres long [1].');
  expect(result.findings).not.toContain('## The depth');
  expect(result.citations).not.toEqual([]);
  expect(result.warnings.map(({ code }) => code)).toContain('report-unfinished');
}, 120_000);

test('a process killed while a section is written goes on with that section, and pays for no other twice', async () => {
  const { model, chat, settings, api, product, id, web } = await start();
  await new Promise((resolve) => setTimeout(resolve, 500)); // the results of the last steps reach the history
  const exited = once(product, 'exit');
  product.kill('SIGKILL');
  await exited;
  const before = { calls: chat.calls.length, asked: web.asked.length };
  model.state.speaks = true;

  await startProduct(settings);
  const events = await (await fetch(`${api}/sessions/${id}/events`)).text();

  expect(events).toMatch(/event: run-end\ndata: .*"status":"completed"/);
  expect(web.asked).toHaveLength(before.asked);
  const after = chat.calls.slice(before.calls);
  expect(after.every(({ form }) => form === undefined)).toBe(true);
  const written = chat.calls.filter(({ prompt }) => prompt.includes('Answer in English'));
  // The answer in short once, the section in hand twice, the last one once.
  expect(written).toHaveLength(4);
  const ids = [...events.matchAll(/^id: (\d+)$/gm)].map(([, value]) => Number(value));
  expect(ids).toEqual(ids.map((_, at) => at + 1));
}, 120_000);
