import { expect, test } from 'vitest';
import { everyOpen } from '../../api/every-open.js';

const NOW = new Date().toISOString();

test.each([0, 1, 2, 3, 4, 5])('all of %i open runs are looked at, two at a time', async (count) => {
  const open = Array.from({ length: count }, (_, at) => ({ id: String(at), createdAt: NOW }));
  async function listOpen(limit: number, after?: { readonly id: string }) {
    const from = after === undefined ? 0 : Number(after.id) + 1;
    return open.slice(from, from + limit);
  }

  const seen: string[] = [];
  for await (const { id } of everyOpen(listOpen, 2)) seen.push(id);

  expect(seen).toEqual(open.map(({ id }) => id));
});
