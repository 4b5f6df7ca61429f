import { expect, test } from 'vitest';
import { noAccess } from '../no-access.js';
import { noState } from '../no-state.js';
import { serveApp, testParts } from '../test-app.js';

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
