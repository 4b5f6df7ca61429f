import { unitVector } from '../embeddings/unit-vector.js';

/**
 * Families whose makers trained the beginning of a vector to be one of its own (Matryoshka representation learning,
 * Kusupati and others 2022). Of any other model the beginning says little.
 */
const SHORTENABLE =
  /^(?:.*\/)?(?:embeddinggemma|qwen3-embedding|mxbai-embed-large|nomic-embed-text|snowflake-arctic-embed2)(?=[:\-.]|$)/i;

/** The vectors cut to so many numbers and scaled to length 1; as they are where the model was not trained for that. */
export function shortenVectors(
  vectors: readonly (readonly number[])[],
  model: string,
  dimensions: number | undefined,
): readonly (readonly number[])[] {
  if (dimensions === undefined || !SHORTENABLE.test(model)) return vectors;
  return vectors.map((vector) =>
    vector.length <= dimensions ? vector : unitVector(vector.slice(0, dimensions)),
  );
}
