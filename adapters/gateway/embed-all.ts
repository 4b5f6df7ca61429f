import type { EmbeddingCall, EmbeddingReply, TokenUsage } from '../../contracts/gateway.js';
import { embedInBatches } from '../embeddings/embed-in-batches.js';
import { sumUsage } from './usage.js';

/** Unit vectors of any number of texts, which a server is asked for in batches; what these used together. */
export async function embedAll(
  { texts }: Pick<EmbeddingCall, 'texts'>,
  ask: (batch: readonly string[]) => Promise<EmbeddingReply>,
): Promise<EmbeddingReply> {
  let usage: TokenUsage | undefined;
  const vectors = await embedInBatches(texts, async (batch) => {
    const reply = await ask(batch);
    usage = sumUsage(usage, reply.usage);
    return reply.vectors;
  });
  return { vectors, usage };
}
