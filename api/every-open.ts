/** Gives all of what is open, a page at a time, so that the oldest never keep a reconciler from the rest. */
export async function* everyOpen<T extends { readonly id: string }>(
  listOpen: (limit: number, afterId?: string) => Promise<readonly T[]>,
  limit: number,
): AsyncGenerator<T> {
  let afterId: string | undefined;
  for (;;) {
    const page = await listOpen(limit, afterId);
    yield* page;
    if (page.length < limit) return;
    afterId = page.at(-1)?.id;
  }
}
