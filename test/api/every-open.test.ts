import { expect, test } from 'vitest';
import { everyOpen } from '../../api/every-open.js';

test.each([0, 1, 2, 3, 4, 5])('all of %i open runs are looked at, two at a time', async (count) => {
  const open = Array.from({ length: count }, (_, at) => ({ id: String(at) }));
  async function listOpen(limit: number, afterId?: string) {
    const from = afterId === undefined ? 0 : Number(afterId) + 1;
    return open.slice(from, from + limit);
  }

  const seen: string[] = [];
  for await (const { id } of everyOpen(listOpen, 2)) seen.push(id);

  expect(seen).toEqual(open.map(({ id }) => id));
});
