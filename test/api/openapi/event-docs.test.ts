import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RUN_EVENT_TYPES } from '../../../contracts/run-events.js';

test('every type of event stands in the table of the page about the API', async () => {
  const page = await readFile(new URL('../../../docs/api.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) => (row.split('|')[1] ?? '').match(/(?<=`)[a-z-]+/g) ?? []);

  expect(RUN_EVENT_TYPES.filter((type) => !named.includes(type))).toEqual([]);
});
