import { setTimeout as sleep } from 'node:timers/promises';
import type { Calling } from './keep-calling.js';
import type { Order, TwoApis, Which } from './two-apis.js';

/** How long calls go on after a change: beyond what a change may take, so that late ones are seen. */
const WATCHED_MS = 2_000;
const ONE = { max_requests: 1, window_seconds: 3_600 };

export interface Measured {
  readonly change: string;
  /** What every call is answered with afterwards. */
  readonly status: number;
  /** When the last call began that was still answered otherwise, after the change was sent; by process. */
  readonly lateMs: readonly number[];
  /** Calls that were answered as they should; by process. */
  readonly answers: readonly number[];
}

interface Step {
  readonly change: string;
  readonly which: Which;
  readonly order: Order;
  readonly status: number;
}

const STEPS: readonly Step[] = [
  setting('API off', 0, { api_enabled: false }, 503),
  setting('API on', 1, { api_enabled: true }, 200),
  setting('a limit for all', 0, { global_limit: ONE }, 429),
  setting('no limit', 1, { global_limit: null }, 200),
  setting('a blocked user agent', 0, { blocked_user_agents: ['plumbline-bench'] }, 403),
  setting('none blocked', 1, { blocked_user_agents: [] }, 200),
  user('the user deactivated', 0, { active: false }, 403),
  user('the user active', 1, { active: true }, 200),
];

/** Makes each change so many times while calls go on, and deletes their key at the end. */
export async function measureChanges(
  apis: TwoApis,
  calling: Calling,
  { keyId, times }: { readonly keyId: string; readonly times: number },
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  await sleep(WATCHED_MS);
  for (let time = 0; time < times; time++)
    for (const step of STEPS) measured.push(await measure(apis, calling, step));
  const order: Order = { method: 'DELETE', path: `keys/${keyId}` };
  const last: Step = { change: 'the key deleted', which: 0, order, status: 401 };
  measured.push(await measure(apis, calling, last));
  return measured;
}

async function measure(
  apis: TwoApis,
  calling: Calling,
  { change, which, order, status }: Step,
): Promise<Measured> {
  const seen = calling.expect(status);
  const sentAt = performance.now();
  await apis.administrate(which, order);
  await sleep(WATCHED_MS);
  const { lastOther, answers } = seen();
  const lateMs = lastOther.map((at) => Math.max(0, at - sentAt));
  return { change, status, lateMs, answers };
}

function setting(change: string, which: Which, body: object, status: number): Step {
  return { change, which, order: { method: 'PATCH', path: 'settings', body }, status };
}

function user(change: string, which: Which, body: object, status: number): Step {
  return { change, which, order: { method: 'PATCH', path: 'users/bench', body }, status };
}
