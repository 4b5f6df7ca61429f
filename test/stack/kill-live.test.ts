import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { type LiveEventSeen, readLiveEvents, reportOf } from '../helpers/live-search.js';
import { LAKE_PAGES, startSmallWeb } from '../helpers/small-web.js';
import { settingsOver, startProduct } from '../helpers/start-product.js';
import { startTwoModels } from '../helpers/two-models.js';

const KEY = `sk-scalytics-${'k'.repeat(43)}`;

test('a live search whose process is killed goes on, and its client misses nothing and sees nothing twice', async () => {
  const web = await startSmallWeb(LAKE_PAGES);
  const models = await startTwoModels();
  onTestFinished(() => {
    web.close();
    models.close();
  });
  const settings = {
    ...(await settingsOver(web)),
    OLLAMA_URL: models.url,
    CHAT_MODEL: 'thinker',
    ADMIN_API_KEY: KEY,
  };
  const send = (headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${settings.PORT}/v1/live-search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, ...headers },
      body: JSON.stringify({
        query: 'How long is the Angara River?',
        reasoningModelName: 'local',
        synthesisModelName: 'writer',
        max_hops: 1,
      }),
    });

  const first = await startProduct(settings);
  web.delays.set('/angara', 13_000); // one page keeps the run busy while it is killed
  let read = 0;
  const before = await readLiveEvents(await send(), (event) => {
    if (isRead(event)) read += 1;
    return read >= 2;
  });
  await new Promise((resolve) => setTimeout(resolve, 500)); // the results of the last steps reach the history
  const ended = once(first, 'exit');
  first.kill('SIGKILL');
  await ended;
  web.delays.clear();
  const askedBefore = new Set(web.asked);

  const second = await startProduct(settings);
  const after = await readLiveEvents(await send({ 'Last-Event-ID': before.at(-1)?.id ?? '' }));

  const events = [...before, ...after].filter(({ event }) => event !== 'heartbeat');
  const positions = events.map(({ id }) => Number(id?.split(':')[1]));
  expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  expect(new Set(events.map(({ id }) => id?.split(':')[0])).size).toBe(1);
  expect(events.filter(({ data }) => data['stage'] === 'start')).toHaveLength(1);
  const pages = events.filter(isRead).map(({ data }) => Object(data['details']).url);
  expect(pages.length).toBe(new Set(pages).size);
  expect(after.at(-1)?.event).toBe('complete');
  expect(reportOf(events)).toContain('## Method and figures');
  const chunks = events.filter(({ event }) => event === 'markdown_chunk');
  expect(chunks.map(({ data }) => data['chunk_id'])).toEqual(chunks.map((_, at) => at + 1));

  const repeated = web.asked.slice(askedBefore.size).filter((path) => askedBefore.has(path));
  expect(new Set(repeated)).toEqual(new Set(['/angara']));
  const stopped = once(second, 'exit');
  second.kill('SIGINT');
  await stopped;
}, 120_000);

function isRead({ data }: LiveEventSeen): boolean {
  return data['stage'] === 'reading' && 'characters' in Object(data['details']);
}
