import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { Batch } from '../../contracts/batches.js';
import { LAKE_PAGES, startSmallWeb } from '../helpers/small-web.js';
import { settingsOver, startProduct } from '../helpers/start-product.js';
import { post } from '../helpers/test-stack.js';

/** Long enough to hold while everything is down. */
const DEFAULTS = { mode: 'speed', timeout: 300 };

const Line = z.object({
  query: z.string(),
  status: z.string(),
  error: z.object({ error: z.string() }).nullable(),
  result: z.unknown(),
});

test('a batch of which everything is killed half-way finishes, its failures named', async () => {
  const web = await startSmallWeb(LAKE_PAGES);
  onTestFinished(() => web.close());
  web.delays.set('stuck', 20_000); // longer than the timeout of the question
  const settings = await settingsOver(web);
  const batches = `http://127.0.0.1:${settings.PORT}/api/v1/batches`;
  const questions = [
    ...Array.from({ length: 14 }, (_, index) => `How deep is Lake Baikal, asked ${index + 1}?`),
    { query: 'Which lake is stuck here?', timeout: 10 },
    ...Array.from({ length: 5 }, (_, index) => `How long is the Angara, asked ${index + 1}?`),
  ];

  const first = await startProduct(settings);
  const started = await post(batches, { questions, defaults: DEFAULTS, window: 3 });
  expect(started.status).toBe(202);
  const { id } = Batch.parse(started.json);
  await untilCompleted(`${batches}/${id}`, 10);
  const before = await sessionsOf(`${batches}/${id}`);
  await killAll(first, settings.PLUMBLINE_HOME);

  await startProduct(settings);
  const events = await fetch(`${batches}/${id}/events`);
  expect((await events.text()).match(/event: batch-end/g)).toHaveLength(1);
  const ended = Batch.parse(await (await fetch(`${batches}/${id}`)).json());
  expect(ended).toMatchObject({ status: 'completed', counts: { completed: 19, timed_out: 1 } });
  const results = (await (await fetch(`${batches}/${id}/results`)).text()).trimEnd().split('\n');
  const lines = results.map((line) => Line.parse(JSON.parse(line)));
  expect(lines.filter(({ status }) => status !== 'completed')).toMatchObject([
    { query: 'Which lake is stuck here?', error: { error: 'search_timeout' } },
  ]);
  expect(lines.every(({ status, result }) => status !== 'completed' || result !== null)).toBe(true);
  // What was done is not done again: the runs that had completed are still the runs of their items.
  expect(await sessionsOf(`${batches}/${id}`)).toEqual(expect.arrayContaining(before));
}, 180_000);

async function untilCompleted(batch: string, count: number): Promise<void> {
  for (;;) {
    const { counts } = Batch.parse(await (await fetch(batch)).json());
    if (counts.completed >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function sessionsOf(batch: string): Promise<unknown[]> {
  const response = await fetch(`${batch}/items?status=completed`);
  const { items } = z.object({ items: z.array(z.unknown()) }).parse(await response.json());
  return items;
}

/** The product and its Temporal server, neither given a moment. */
async function killAll(product: ChildProcess, home: string): Promise<void> {
  const temporal = Number(await readFile(join(home, 'temporal.pid'), 'utf8'));
  const ended = once(product, 'exit');
  process.kill(temporal, 'SIGKILL');
  product.kill('SIGKILL');
  await ended;
}
