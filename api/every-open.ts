/** Gives all of what is open, a page at a time, so that the oldest never keep a reconciler from the rest. */
export async function* everyOpen<T extends { readonly id: string; readonly createdAt: string }>(
  listOpen: (limit: number, after?: Pick<T, 'id' | 'createdAt'>) => Promise<readonly T[]>,
  limit: number,
): AsyncGenerator<T> {
  let after: T | undefined;
  for (;;) {
    const page = await listOpen(limit, after);
    yield* page;
    if (page.length < limit) return;
    after = page.at(-1);
  }
}
