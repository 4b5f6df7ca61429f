/** Saturation of repeated words (Robertson and Zaragoza 2009 give 1.2 to 2; 1.2 is Lucene's). */
export const BM25_K1 = 1.2;
/** How far long texts are discounted (Robertson and Zaragoza 2009; 0.75 is Lucene's). */
export const BM25_B = 0.75;

/** An index over texts given as stems. */
export interface Bm25 {
  readonly size: number;
  /** Rarity of a stem: ln(1 + (N − n + 0.5) / (n + 0.5)); never negative. */
  idf(stem: string): number;
  /** Score of one text for the stems of a query, each with its weight. */
  score(text: number, query: Iterable<readonly [string, number]>): number;
}

/** Okapi BM25 in the never-negative form of Lucene. */
export function bm25(texts: readonly (readonly string[])[]): Bm25 {
  const counts = texts.map(countStems);
  const spread = countStems(counts.flatMap((stems) => [...stems.keys()]));
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  const average = Math.max(1, total / Math.max(1, texts.length));

  function idf(stem: string): number {
    const holding = spread.get(stem) ?? 0;
    return Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5));
  }

  function score(text: number, query: Iterable<readonly [string, number]>): number {
    const stems = counts[text];
    if (stems === undefined) return 0;
    const length = BM25_K1 * (1 - BM25_B + (BM25_B * (texts[text]?.length ?? 0)) / average);
    let sum = 0;
    for (const [stem, weight] of query) {
      const count = stems.get(stem) ?? 0;
      if (count > 0) sum += (weight * idf(stem) * count * (BM25_K1 + 1)) / (count + length);
    }
    return sum;
  }

  return { size: texts.length, idf, score };
}

function countStems(stems: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}
