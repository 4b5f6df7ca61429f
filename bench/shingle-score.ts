import { wordShingles } from './word-shingles.js';

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Pages for which the system gave no text at all. */
  readonly empty: number;
}

/** Precision and recall are means over pages, and F1 is taken of the two means, as score.py has it. */
export function shingleScore(
  wanted: ReadonlyMap<string, string>,
  given: ReadonlyMap<string, string>,
): Score {
  const precisions: number[] = [];
  const recalls: number[] = [];
  for (const [id, text] of wanted) {
    const want = wordShingles(text);
    const got = wordShingles(given.get(id) ?? '');
    const hits = overlap(want, got);
    if (got.size > 0) precisions.push(hits / total(got));
    if (want.size > 0) recalls.push(hits / total(want));
  }
  const precision = mean(precisions);
  const recall = mean(recalls);
  const sum = precision + recall;
  const f1 = sum === 0 ? 0 : (2 * precision * recall) / sum;
  return { precision, recall, f1, empty: wanted.size - precisions.length };
}

function overlap(want: ReadonlyMap<string, number>, got: ReadonlyMap<string, number>): number {
  let hits = 0;
  for (const [key, count] of want) hits += Math.min(count, got.get(key) ?? 0);
  return hits;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
