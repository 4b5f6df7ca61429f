import { expect, test } from 'vitest';
import type { ModelUsage } from '../../../contracts/model-usage.js';
import { noAccess } from '../no-access.js';
import { noState } from '../no-state.js';
import { bearer } from '../scripted-callers.js';
import { post, serveApp, testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();

test.each([
  ['2026-02-28', 200],
  ['0001-01-01', 200],
  ['2026-02-30', 422],
  ['0000-01-01', 422],
  ['0000-00-00', 422],
  ['today', 422],
])('usage from %s is answered with %i', async (from, status) => {
  const usage = { ...noAccess().usage, report: async () => [] };
  const url = await serveApp(testParts(noState(), { usage }));

  const reply = await fetch(`${url}/api/admin/usage?from=${from}`);

  expect(reply.status).toBe(status);
});

test.each([
  [10_000, 10_000, false],
  [10_001, 10_000, true],
])('of %i rows %i come, and whether there are more is told: %s', async (rows, shown, truncated) => {
  const row: ModelUsage = {
    owner: 'ada',
    key_id: 'k1',
    model: 'tiny',
    requests: 1,
    prompt_tokens: 1,
    completion_tokens: 1,
  };
  const usage = {
    ...noAccess().usage,
    report: async () => Array.from({ length: rows }, () => row),
  };
  const url = await serveApp(testParts(noState(), { usage }));

  const report = Object(await (await fetch(`${url}/api/admin/usage`)).json());

  expect(report.usage).toHaveLength(shown);
  expect(report.truncated).toBe(truncated);
});

test.each([
  ['search', 'sk-ada', 'key-of-ada'],
  ['research', 'sk-ada', 'key-of-ada'],
  ['search', undefined, null],
])('a %s sent with the key %s counts towards %s', async (kind, key, keyId) => {
  const url = await serveApp(testParts(state()));
  const headers = key === undefined ? {} : bearer(key);

  const reply = await post(`${url}/api/v1/${kind}`, { query: 'Is it so?' }, headers);

  const id = reply.headers.get('session-id') ?? '';
  expect(await state().runs.find(id)).toMatchObject({ kind, keyId });
});

test.each([
  ['batches', { questions: ['Is it so?'] }],
  ['schedules', { cron: '30 7 * * *', question: 'Is it so?' }],
])('what is made at %s keeps the key that it was sent with', async (path, body) => {
  const { batches, schedules } = state();
  const made: unknown[] = [];
  const kept = <Wanted, Made>(create: (wanted: Wanted) => Made) => {
    return (wanted: Wanted) => {
      made.push(wanted);
      return create(wanted);
    };
  };
  const parts = testParts({
    ...state(),
    batches: { ...batches, create: kept(batches.create) },
    schedules: { ...schedules, create: kept(schedules.create) },
  });
  const url = await serveApp(parts);

  const reply = await post(`${url}/api/v1/${path}`, body, bearer('sk-ada'));

  expect(reply.ok).toBe(true);
  expect(made).toMatchObject([{ keyId: 'key-of-ada' }]);
});
