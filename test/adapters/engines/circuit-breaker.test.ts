import { expect, test } from 'vitest';
import { withCircuitBreaker } from '../../../adapters/engines/circuit-breaker.js';
import { ServiceError } from '../../../contracts/failures.js';
import type { EngineReply, SearchEngine } from '../../../contracts/search-engines.js';

const never = new AbortController().signal;
const query = { text: 'x', limit: 1 };
const empty: EngineReply = { hits: [], warnings: [] };

/** An engine that answers each search with the next outcome, and the last one for ever. */
function scripted(...outcomes: (EngineReply | Error)[]): SearchEngine & { calls: number } {
  return {
    name: 'box',
    calls: 0,
    async search() {
      const outcome = outcomes[Math.min(this.calls, outcomes.length - 1)] ?? empty;
      this.calls += 1;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
}

function failed(code: 'unavailable' | 'blocked' | 'rate-limited' | 'bad-input', ms?: number) {
  return new ServiceError(code, `box is ${code}`, { retryAfterMs: ms });
}

async function fail(engine: SearchEngine, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await engine.search(query, never).catch(() => {});
}

test('failures in a row open the circuit, and then the engine is not asked', async () => {
  const box = scripted(failed('unavailable'));
  const engine = withCircuitBreaker(box, { failures: 3 });
  await fail(engine, 3);
  await expect(engine.search(query, never)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/^box is paused until 20\d\d-.*Z, because: box is unavailable$/),
  });
  expect(box.calls).toBe(3);
  expect(engine.reading()).toMatchObject({ circuit: 'open', why: 'box is unavailable' });
});

test('a success between failures starts the count again', async () => {
  const down = failed('unavailable');
  const box = scripted(down, down, empty, down, down);
  const engine = withCircuitBreaker(box, { failures: 3 });
  await fail(engine, 5);
  expect(engine.reading().circuit).toBe('closed');
});

test('one captcha opens the circuit for the pause of blocks', async () => {
  const engine = withCircuitBreaker(scripted(failed('blocked')), { blockedPauseMs: 60_000 });
  await fail(engine, 1);
  expect(pauseLeft(engine)).toBeGreaterThan(50_000);
});

test('a rate limit pauses for as long as the service asks, within the longest pause', async () => {
  const polite = withCircuitBreaker(scripted(failed('rate-limited', 20_000)));
  await fail(polite, 1);
  expect(pauseLeft(polite)).toBeGreaterThan(19_000);
  expect(pauseLeft(polite)).toBeLessThanOrEqual(20_000);

  const rude = withCircuitBreaker(scripted(failed('rate-limited', 1e12)), {
    longestPauseMs: 5_000,
  });
  await fail(rude, 1);
  expect(pauseLeft(rude)).toBeLessThanOrEqual(5_000);
});

test('after the pause one search probes, the others wait for it, and a success closes the circuit', async () => {
  const box = scripted(failed('blocked'), empty);
  const engine = withCircuitBreaker(box, { blockedPauseMs: 40 });
  await fail(engine, 1);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(engine.reading().circuit).toBe('half-open');
  const replies = await Promise.all([1, 2, 3].map(() => engine.search(query, never)));
  expect(replies).toEqual([empty, empty, empty]);
  expect(engine.reading()).toEqual({ circuit: 'closed', pausedUntil: undefined, why: undefined });
});

test('a probe that fails opens the circuit again and keeps the others off', async () => {
  const box = scripted(failed('blocked'));
  const engine = withCircuitBreaker(box, { blockedPauseMs: 40 });
  await fail(engine, 1);
  await new Promise((resolve) => setTimeout(resolve, 60));
  const codes = await Promise.all(
    [1, 2, 3].map(() => engine.search(query, never).catch((error: ServiceError) => error.code)),
  );
  expect(codes.sort()).toEqual(['blocked', 'unavailable', 'unavailable']);
  expect(box.calls).toBe(2);
});

test('each failed probe doubles the pause', async () => {
  const engine = withCircuitBreaker(scripted(failed('unavailable')), { failures: 1, pauseMs: 30 });
  await fail(engine, 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await fail(engine, 1);
  expect(pauseLeft(engine)).toBeGreaterThan(35);
});

test('empty replies, bad queries and cancelled searches never open it', async () => {
  const none = withCircuitBreaker(scripted(empty), { failures: 1 });
  await fail(none, 3);
  expect(none.reading().circuit).toBe('closed');

  const picky = withCircuitBreaker(scripted(failed('bad-input')), { failures: 1 });
  await fail(picky, 3);
  expect(picky.reading().circuit).toBe('closed');

  const reason = new Error('cancelled');
  const cancelled = withCircuitBreaker(scripted(reason), { failures: 1 });
  await expect(cancelled.search(query, never)).rejects.toBe(reason);
  expect(cancelled.reading().circuit).toBe('closed');
});

test('an open circuit remembers no reply: what was blocked is asked anew', async () => {
  const found = {
    hits: [{ url: 'https://a.org', title: 'A', snippet: '', engine: 'box' }],
    warnings: [],
  };
  const engine = withCircuitBreaker(scripted(failed('blocked'), found), { blockedPauseMs: 20 });
  await fail(engine, 1);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(await engine.search(query, never)).toEqual(found);
});

test('a search that waits for a probe is cancelled at once', async () => {
  let release = (): void => {};
  let calls = 0;
  const slow: SearchEngine = {
    name: 'box',
    search: async () => {
      calls += 1;
      if (calls === 1) throw failed('blocked');
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return empty;
    },
  };
  const engine = withCircuitBreaker(slow, { blockedPauseMs: 10 });
  await fail(engine, 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const probe = engine.search(query, never);
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const waiting = engine.search(query, controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  release();
  expect(await probe).toEqual(empty);
});

function pauseLeft(engine: ReturnType<typeof withCircuitBreaker>): number {
  return Date.parse(engine.reading().pausedUntil ?? '') - Date.now();
}
