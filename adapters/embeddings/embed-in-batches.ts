import { ServiceError } from '../../contracts/failures.js';
import { unitVector } from './unit-vector.js';

/** Small enough that a cancel is heard soon and a slow machine answers each within the limit. */
const MOST_TEXTS = 16;
const MOST_CHARACTERS = 32_000;

/** Unit vectors of the texts, in order, asked for in batches of bounded size, one after the other. */
export async function embedInBatches(
  texts: readonly string[],
  embed: (batch: readonly string[]) => Promise<readonly (readonly number[])[]>,
): Promise<number[][]> {
  const vectors: number[][] = [];
  for (const batch of batches(texts)) {
    const found = await embed(batch);
    if (found.length !== batch.length) {
      throw new ServiceError(
        'bad-reply',
        `the embedding model returned ${found.length} vectors for ${batch.length} texts`,
      );
    }
    vectors.push(...found.map(unitVector));
  }
  if (new Set(vectors.map(({ length }) => length)).size > 1) {
    throw new ServiceError('bad-reply', 'the embedding model returned vectors of several lengths');
  }
  return vectors;
}

function* batches(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const text of texts) {
    if (batch.length === MOST_TEXTS || characters + text.length > MOST_CHARACTERS) {
      if (batch.length > 0) yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(text);
    characters += text.length;
  }
  if (batch.length > 0) yield batch;
}
