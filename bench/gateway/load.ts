/** Keeps so many calls in the air for so long. */
export async function load(atOnce: number, seconds: number, act: () => Promise<unknown>) {
  let count = 0;
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const work = async () => {
    while (performance.now() < until) {
      await act();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { count, perSecond: count / ((performance.now() - startedAt) / 1_000) };
}
