/** Damps the weight of the first ranks (Cormack, Clarke and Büttcher 2009). */
const RANK_DAMPING = 60;

interface Ranked {
  readonly id: string;
}

/** Reciprocal rank fusion of ranked lists: the best `limit`, each with the sum of 1 / (60 + rank), at most 1 in all. */
export function fuseRanks<Hit extends Ranked>(
  lists: readonly (readonly Hit[])[],
  limit: number,
): (Hit & { readonly score: number })[] {
  const fused = new Map<string, Hit & { readonly score: number }>();
  for (const list of lists) {
    for (const [rank, hit] of list.entries()) {
      const score = (fused.get(hit.id)?.score ?? 0) + 1 / (RANK_DAMPING + rank + 1);
      fused.set(hit.id, { ...hit, score });
    }
  }
  return [...fused.values()].sort((left, right) => right.score - left.score).slice(0, limit);
}
