import type { RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createGuardedFetch } from '../../../adapters/pages/guarded-fetch.js';
import { createRobots } from '../../../adapters/pages/robots.js';
import { serve } from '../../helpers/serve.js';

const never = new AbortController().signal;
const LIMITS = { robotsBytes: 64 * 1024, robotsMs: 2_000, robotsTtlMs: 60_000 };

async function open(answer: RequestListener, limits = LIMITS) {
  const base = await serve(answer);
  const fetcher = createGuardedFetch({
    allowedPrivateHosts: [new URL(base).host],
    contact: '',
    redirects: 5,
    silenceMs: 5_000,
  });
  onTestFinished(() => fetcher.close());
  const robots = createRobots(fetcher, limits);
  return { robots, page: new URL('/page', base) };
}

function rules(text: string): RequestListener {
  return (_request, response) => response.end(text);
}

test('a page that is not forbidden is allowed', async () => {
  const { robots, page } = await open(rules('User-agent: *\nDisallow: /admin'));
  await expect(robots.delayMs(page, never)).resolves.toBe(0);
});

test('a page forbidden to everyone is forbidden', async () => {
  const { robots, page } = await open(rules('User-agent: *\nDisallow: /'));
  await expect(robots.delayMs(page, never)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a rule for this reader goes before the rule for everyone', async () => {
  const text = 'User-agent: *\nDisallow: /\n\nUser-agent: Plumbline\nAllow: /';
  const { robots, page } = await open(rules(text));
  await expect(robots.delayMs(page, never)).resolves.toBe(0);
});

test('the delay that a site asks for is told in milliseconds', async () => {
  const { robots, page } = await open(rules('User-agent: *\nCrawl-delay: 2.5'));
  await expect(robots.delayMs(page, never)).resolves.toBe(2_500);
});

test.each([401, 403, 404, 410])(
  'a robots.txt answered with %i allows everything',
  async (status) => {
    const { robots, page } = await open((_request, response) => response.writeHead(status).end());
    await expect(robots.delayMs(page, never)).resolves.toBe(0);
  },
);

test('a robots.txt that is something else allows everything', async () => {
  const { robots, page } = await open(rules('<!doctype html><p>Welcome'));
  await expect(robots.delayMs(page, never)).resolves.toBe(0);
});

test('rules beyond the size limit are cut off, those before it hold', async () => {
  const text = `User-agent: *\nDisallow: /page\n${'# filler\n'.repeat(20_000)}Disallow: /`;
  const { robots, page } = await open(rules(text));
  await expect(robots.delayMs(page, never)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(robots.delayMs(new URL('/other', page), never)).resolves.toBe(0);
});

test.each([
  [500, 'unavailable'],
  [503, 'unavailable'],
  [429, 'rate-limited'],
])('a site that answers %i for its robots.txt is %s', async (status, code) => {
  const { robots, page } = await open((_request, response) => response.writeHead(status).end());
  await expect(robots.delayMs(page, never)).rejects.toMatchObject({ code });
});

test('a robots.txt that never comes is stalled', async () => {
  const { robots, page } = await open(() => {}, { ...LIMITS, robotsMs: 150 });
  await expect(robots.delayMs(page, never)).rejects.toMatchObject({
    code: 'stalled',
    message: expect.stringContaining('robots.txt'),
  });
});

test('a site is asked once, by however many pages at the same time', async () => {
  let asked = 0;
  const { robots, page } = await open((_request, response) => {
    asked += 1;
    setTimeout(() => response.end('User-agent: *\nAllow: /'), 30);
  });
  await Promise.all([1, 2, 3].map(() => robots.delayMs(page, never)));
  await robots.delayMs(page, never);
  expect(asked).toBe(1);
});

test('one reader that gives up does not call off the question of another', async () => {
  const { robots, page } = await open((_request, response) => {
    setTimeout(() => response.end('User-agent: *\nCrawl-delay: 1'), 80);
  });
  const caller = new AbortController();
  const given = robots.delayMs(page, caller.signal);
  const patient = robots.delayMs(page, never);
  caller.abort(new Error('stop'));
  await expect(given).rejects.toThrow('stop');
  await expect(patient).resolves.toBe(1_000);
});
