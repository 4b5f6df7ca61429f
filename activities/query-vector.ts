import { cancellationSignal } from '@temporalio/activity';
import type { Embedder } from '../contracts/models.js';
import { embeddingSpace, isSpaceOf } from '../contracts/passage-index.js';
import type { Services } from '../contracts/services.js';

/** An earlier model may be gone, or have to be loaded, and words find its documents too. */
const EARLIER_MS = 5_000;

interface Asked {
  readonly space: string;
  readonly query: string;
}

/**
 * A question as a vector of a space of passages, by the model that made the space: while documents are embedded anew, the
 * ones that wait are found by their old vectors. Undefined for a space without vectors, and where its model is gone.
 */
export async function queryVector(
  embedder: Services['embedder'],
  asked: Asked,
): Promise<readonly number[] | undefined> {
  const signal = cancellationSignal();
  const current = embedder();
  if (current !== undefined && isSpaceOf(asked.space, current.name))
    return vectorBy(current, asked, signal);
  const earlier = embedder(asked.space);
  if (earlier === undefined || !isSpaceOf(asked.space, earlier.name)) return undefined;
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(EARLIER_MS)]);
    return await vectorBy(earlier, asked, limited);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

async function vectorBy(
  model: Embedder,
  { space, query }: Asked,
  signal: AbortSignal,
): Promise<readonly number[] | undefined> {
  const [vector = []] = await model.embed([query], signal);
  return embeddingSpace(model.name, vector.length) === space ? vector : undefined;
}
