import { ServiceError } from '../../contracts/failures.js';
import type { ModelProvider } from '../../contracts/gateway.js';
import type { Embedder } from '../../contracts/models.js';

/** The embedder of this instance, where no server embeds; it counts no tokens, and chats with nobody. */
export function createEmbedderProvider(current: () => Embedder | undefined): ModelProvider {
  return {
    name: 'plumbline',
    remote: false,
    async models() {
      const embedder = current();
      if (embedder === undefined) return [];
      const capabilities = ['embeddings'] as const;
      const rest = { provider: 'plumbline', created: 0, contextTokens: null };
      return [{ id: embedder.name, capabilities, ...rest }];
    },
    async complete(model) {
      throw noChat(model);
    },
    // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
    async *stream(model) {
      throw noChat(model);
    },
    async embed(_model, texts, signal) {
      const embedder = current();
      if (embedder === undefined)
        throw new ServiceError('unavailable', 'the embedding model is not ready yet');
      return { vectors: await embedder.embed(texts, signal) };
    },
  };
}

function noChat(model: string): ServiceError {
  return new ServiceError('bad-input', `${model} is no chat model`);
}
