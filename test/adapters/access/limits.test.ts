import { describe, expect, test } from 'vitest';
import { createRateLimits } from '../../../adapters/access/rate-limits.js';
import type { SharedCounters } from '../../../adapters/access/shared-counters.js';
import { ServiceError } from '../../../contracts/failures.js';
import type { LimitState, RateLimit, RateLimits } from '../../../contracts/limits.js';
import { TEST_DATABASES } from '../state/test-database.js';
import { counted, useTestAccess } from './open-test-access.js';

const TEN: RateLimit = { max_requests: 10, window_seconds: 60 };

describe.each(TEST_DATABASES)('limits on $name', ({ create }) => {
  const access = useTestAccess(create);

  test('exactly as many pass as the limit says, of all that come at once to two processes', async () => {
    const [one, other] = await Promise.all([access().open(), access().open()]);

    const states = await Promise.all([
      ...times(one.limits, 'a', 20),
      ...times(other.limits, 'a', 20),
    ]);

    expect(passed(states)).toBe(10);
    const [last] = states.filter(({ exceeded }) => exceeded);
    expect(last?.resetMs).toBeGreaterThan(0);
    // The clocks of the database and of the processes are not one.
    expect(last?.resetMs).toBeLessThan(61_000);
  });

  test('counters survive a restart', async () => {
    const before = await access().open();
    await Promise.all(times(before.limits, 'b', 7));
    await before.close();

    const after = await access().open();

    expect(passed(await Promise.all(times(after.limits, 'b', 7)))).toBe(3);
  });

  test('a changed limit goes on from what was counted', async () => {
    const { limits } = await access().open();
    await Promise.all(times(limits, 'c', 15));

    const raised = await consume(limits, 'c', { max_requests: 20, window_seconds: 60 });
    const lowered = await consume(limits, 'c', { max_requests: 5, window_seconds: 60 });

    expect(raised).toMatchObject({ exceeded: false, remaining: 4 });
    expect(lowered).toMatchObject({ exceeded: true, remaining: 0 });
  });

  test('a window ends, also one that was made shorter', async () => {
    const { limits } = await access().open();
    await Promise.all(times(limits, 'd', 10));
    await access()
      .database.tables.updateTable('rate_counters')
      .set({ started_at: new Date(Date.now() - 30_000) })
      .where('name', '=', 'd')
      .execute();

    expect(await consume(limits, 'd', TEN)).toMatchObject({ exceeded: true });
    const shorter = await consume(limits, 'd', { max_requests: 10, window_seconds: 20 });

    expect(shorter).toMatchObject({ exceeded: false, remaining: 9 });
    expect(shorter.resetMs).toBeGreaterThan(15_000);
  });

  test('what comes at once is counted by few calls, and what is over a limit by none', async () => {
    const database = counted(access().database);
    const { limits } = await access().open({}, database);
    const before = database.queries();

    await Promise.all(times(limits, 'e', 200));
    const atOnce = database.queries() - before;
    await Promise.all(times(limits, 'e', 200));

    expect(atOnce).toBeLessThanOrEqual(3);
    expect(database.queries() - before - atOnce).toBeLessThanOrEqual(1);
  });

  test('who is over a limit of their own takes nothing from the shared one', async () => {
    const { limits } = await access().open();
    const shared = { counter: 'shared', limit: { max_requests: 100, window_seconds: 60 } };
    const own = { counter: 'own', limit: { max_requests: 2, window_seconds: 60 } };
    for (let times = 0; times < 3; times++) await limits.consume([own, shared]);

    for (let times = 0; times < 50; times++) await limits.consume([own, shared]);

    expect(await limits.consume([shared])).toMatchObject([{ remaining: 96 }]);
  });
});

test('while the database is away each process counts for itself', async () => {
  const counters: SharedCounters = {
    raise: async () => {
      throw new ServiceError('unavailable', 'the database cannot be reached');
    },
    close: () => {},
  };
  const limits = createRateLimits(counters);

  expect(passed(await Promise.all(times(limits, 'f', 15)))).toBe(10);
});

async function consume(limits: RateLimits, counter: string, limit: RateLimit): Promise<LimitState> {
  const [state] = await limits.consume([{ counter, limit }]);
  if (state === undefined) throw new Error('a use has no state');
  return state;
}

function times(limits: RateLimits, counter: string, count: number): Promise<LimitState>[] {
  return Array.from({ length: count }, () => consume(limits, counter, TEN));
}

function passed(states: readonly LimitState[]): number {
  return states.filter(({ exceeded }) => !exceeded).length;
}
