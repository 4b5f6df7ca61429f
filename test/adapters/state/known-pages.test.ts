import { describe, expect, test } from 'vitest';
import { createKnownPages } from '../../../adapters/state/known-pages.js';
import { createRunStore } from '../../../adapters/state/run-store.js';
import { newRun } from './new-run.js';
import { TEST_DATABASES } from './test-database.js';
import { useDatabase } from './use-database.js';

const HOUR_MS = 3_600_000;
const URL_A = 'https://a.example/';

describe.each(TEST_DATABASES)('pages that were read, on $name', ({ create }) => {
  const database = useDatabase(create);

  async function runOf(owner: string): Promise<string> {
    const run = newRun({ owner });
    await createRunStore(database()).create(run);
    return run.id;
  }

  test('a page is known to the runs of the owner that read it, and to no others', async () => {
    const pages = createKnownPages(database(), { reuseMs: HOUR_MS });
    const [first, later, other] = [await runOf('ann'), await runOf('ann'), await runOf('bob')];

    await pages.keep(first, URL_A, page('pages/1'));

    expect(await pages.find(later, URL_A)).toMatchObject({ pageKey: 'pages/1' });
    expect(await pages.find(other, URL_A)).toBeUndefined();
    expect(await pages.find(later, 'https://b.example/')).toBeUndefined();
    await createRunStore(database()).remove(first);
    expect(await pages.find(later, URL_A)).toMatchObject({ pageKey: 'pages/1' });
  });

  test('the newest reading counts, whatever order they are kept in', async () => {
    const pages = createKnownPages(database(), { reuseMs: HOUR_MS });
    const run = await runOf('cem');
    const now = Date.now();

    await pages.keep(run, URL_A, page('pages/new', now));
    await pages.keep(run, URL_A, page('pages/old', now - 60_000));

    expect(await pages.find(run, URL_A)).toEqual({
      pageKey: 'pages/new',
      readAt: new Date(now).toISOString(),
    });
  });

  test('a page that is too old is not used, and is forgotten in time', async () => {
    const run = await runOf('dan');
    const old = page('pages/1', Date.now() - 2 * HOUR_MS);
    await createKnownPages(database(), { reuseMs: 3 * HOUR_MS }).keep(run, URL_A, old);
    const pages = createKnownPages(database(), { reuseMs: HOUR_MS });

    expect(await pages.find(run, URL_A)).toBeUndefined();
    await pages.keep(run, 'https://b.example/', page('pages/2'));
    const whole = createKnownPages(database(), { reuseMs: 9 * HOUR_MS });
    expect(await whole.find(run, URL_A)).toBeUndefined();
  });

  test('with a time of 0 nothing is kept, and what was kept is not used', async () => {
    const run = await runOf('eve');
    await createKnownPages(database(), { reuseMs: HOUR_MS }).keep(run, URL_A, page('pages/1'));
    const off = createKnownPages(database(), { reuseMs: 0 });

    expect(await off.find(run, URL_A)).toBeUndefined();
    await off.keep(run, 'https://b.example/', page('pages/2'));
    const on = createKnownPages(database(), { reuseMs: HOUR_MS });
    expect(await on.find(run, 'https://b.example/')).toBeUndefined();
  });

  test('odd addresses, titles and runs that are gone break nothing', async () => {
    const pages = createKnownPages(database(), { reuseMs: HOUR_MS });
    const run = await runOf('fay');

    for (const url of ['', '\0', '\ud800', `https://a.example/${'x'.repeat(9_000)}`]) {
      await pages.keep(run, url, { ...page('pages/1'), title: '\0\ud800' });
      await pages.find(run, url);
    }
    await pages.keep('no such run', URL_A, page('pages/1'));
    expect(await pages.find('no such run', URL_A)).toBeUndefined();
  });
});

function page(pageKey: string, readMs = Date.now()) {
  return { pageKey, readAt: new Date(readMs).toISOString(), title: 'A page', characters: 7 };
}
