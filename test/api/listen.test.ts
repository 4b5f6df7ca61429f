import { Client, Connection } from '@temporalio/client';
import { afterAll, expect, test } from 'vitest';
import type { ApiParts } from '../../api/api-parts.js';
import { startApi } from '../../api/listen.js';
import { post, testParts } from './test-app.js';
import { useTestState } from './test-state.js';

const state = useTestState();
const nowhere = Connection.lazy({ address: '127.0.0.1:1' });
afterAll(() => nowhere.close());

test('a taken port is named, with the setting that changes it', async () => {
  const first = await startApi({ ...parts(), host: '127.0.0.1', port: 0 });
  const port = Number(new URL(first.url).port);

  const second = startApi({ ...parts(), host: '127.0.0.1', port });

  await expect(second).rejects.toThrow(`Port ${port} is taken by another program`);
  await expect(second).rejects.toThrow('set PORT');
  await first.close();
});

test('closing ends streams and waiting answers within 5 s and is harmless to repeat', async () => {
  const { runs, events } = state();
  const api = await startApi({ ...parts(), host: '127.0.0.1', port: 0 });
  const id = await queuedRun();
  const stream = await fetch(`${api.url}/api/v1/sessions/${id}/events`);
  const startedAt = performance.now();

  await Promise.all([api.close(), api.close()]);

  expect(await stream.text()).toBe('retry: 1000\n\n');
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await expect(fetch(api.url)).rejects.toThrow();
  expect(await events.read(id, 0, 1)).toEqual([]);
  expect((await runs.find(id))?.status).toBe('queued');
});

test('while Temporal cannot be reached a search is a 503 within seconds', async () => {
  const api = await startApi({ ...parts(), host: '127.0.0.1', port: 0 });
  const startedAt = performance.now();

  const reply = await post(`${api.url}/api/v1/search`, { query: 'q' });

  expect(reply.status).toBe(503);
  expect(await reply.json()).toMatchObject({
    error: 'orchestrator_unavailable',
    message: expect.stringContaining('TEMPORAL_ADDRESS'),
  });
  expect(performance.now() - startedAt).toBeLessThan(8_000);
  await api.close();
});

test('on loopback only known names are answered', async () => {
  const api = await startApi({ ...parts(), host: '127.0.0.1', port: 0 });

  expect((await fetch(api.url)).status).toBe(200);
  expect(await fetch(api.url.replace('127.0.0.1', '127.0.0.2')).catch(() => null)).toBeNull();
  await api.close();
});

function parts(): ApiParts {
  const { starter: _starter, closing: _closing, timing: _timing, ...given } = testParts(state());
  return { ...given, temporal: new Client({ connection: nowhere }) };
}

async function queuedRun(): Promise<string> {
  const id = crypto.randomUUID();
  const run = { id, kind: 'search', owner: 'local', query: 'q', mode: 'balanced' } as const;
  await state().runs.create({ ...run, request: {}, workflowId: `search-${id}` });
  return id;
}
