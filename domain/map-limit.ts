/** Maps with at most `limit` calls under way; results keep the order of the items. Safe in workflows. */
export async function mapLimit<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const pending = items.entries();

  async function drain(): Promise<void> {
    for (const [index, item] of pending) results.set(index, await map(item));
  }

  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, drain));
  return items.flatMap((_, index) => {
    const result = results.get(index);
    return result === undefined ? [] : [result];
  });
}
