import { expect, test, vi } from 'vitest';
import { Schedule } from '../../contracts/schedules.js';
import { LAKE_PAGES } from '../helpers/small-web.js';
import { useSmallWebStack } from '../helpers/small-web-stack.js';
import { post } from '../helpers/test-stack.js';

const { web, stack } = useSmallWebStack({ PAGE_REUSE_HOURS: '24' });
const QUESTION = 'How deep is Lake Baikal?';
const BAIKAL = LAKE_PAGES[0]?.text ?? '';

async function scheduled(body: Record<string, unknown>): Promise<string> {
  const interval = { every: 86_400 };
  const { status, json } = await post(`${stack().url}/api/v1/schedules`, { interval, ...body });
  expect(status, JSON.stringify(json)).toBe(201);
  return `${stack().url}/api/v1/schedules/${Schedule.parse(json).id}`;
}

/** Runs a schedule now, and gives what is new once it has been compared with the run before. */
async function fire(url: string, runs: number) {
  expect((await post(`${url}/run`, {})).status).toBe(202);
  return vi.waitFor(
    async () => {
      const { recent_runs: recent } = Schedule.parse(await (await fetch(url)).json());
      expect(recent).toHaveLength(runs);
      expect(recent[0]?.status).toBe('completed');
      if (runs > 1) expect(recent[0]?.new_since_last_run).not.toBeNull();
      return recent[0]?.new_since_last_run;
    },
    { timeout: 60_000, interval: 100 },
  );
}

test.each([
  ['search', { question: QUESTION }],
  ['research', { question: { query: QUESTION, kind: 'research', max_iterations: 1 } }],
  ['batch', { batch: { questions: [QUESTION] } }],
])('a scheduled %s sees that a page has changed since it was read', async (_what, body) => {
  web().change('/lake-baikal', BAIKAL);
  const url = await scheduled(body);
  await fire(url, 1);

  web().change('/lake-baikal', BAIKAL.replace('1,642 metres', '1,741 metres'));
  const news = await fire(url, 2);

  expect(JSON.stringify(news)).toContain('1,741 metres');
});
