import type { Embedder } from '../../contracts/models.js';
import { currentRunId } from './current-run.js';
import { failed } from './failed.js';
import type { SpanSender } from './span-sender.js';

/** The same embedder, each of whose calls is told by its size: neither texts nor vectors are worth sending. */
export function traceEmbedder(embedder: Embedder, sender: SpanSender): Embedder {
  return {
    name: embedder.name,
    async embed(texts, signal) {
      const runId = currentRunId();
      const startMs = Date.now();
      let outcome: Record<string, string> = {};
      try {
        return await embedder.embed(texts, signal);
      } catch (error) {
        outcome = failed('ERROR', error);
        throw error;
      } finally {
        const characters = texts.reduce((sum, { length }) => sum + length, 0);
        sender.send({
          runId,
          place: 'call',
          name: 'embed',
          startMs,
          endMs: Date.now(),
          attributes: {
            'langfuse.observation.type': 'embedding',
            'langfuse.observation.model.name': embedder.name,
            'langfuse.observation.input': JSON.stringify({ texts: texts.length, characters }),
            ...outcome,
          },
        });
      }
    },
  };
}
