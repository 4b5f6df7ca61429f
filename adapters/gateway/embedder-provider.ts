import { ServiceError } from '../../contracts/failures.js';
import type { ModelProvider } from '../../contracts/gateway.js';
import type { OnnxEmbedder } from '../embeddings/onnx-embedder.js';

/** An embedder in a process of this instance, where no server embeds; it chats with nobody. */
export function createEmbedderProvider(
  current: () => Pick<OnnxEmbedder, 'model' | 'embed' | 'count'> | undefined,
): ModelProvider {
  return {
    name: 'plumbline',
    remote: false,
    costly: true,
    async models() {
      const embedder = current();
      if (embedder === undefined) return [];
      const capabilities = ['embeddings'] as const;
      const rest = { provider: 'plumbline', created: 0, contextTokens: null };
      return [{ id: embedder.model, capabilities, ...rest }];
    },
    async complete(model) {
      throw noChat(model);
    },
    // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
    async *stream(model) {
      throw noChat(model);
    },
    async embed(model, { texts }, signal) {
      const embedder = current();
      if (embedder === undefined)
        throw new ServiceError('unavailable', 'the embedding model is not ready yet');
      const { tokens, mostTokens } = await embedder.count(texts, signal);
      const long = tokens.findIndex((count) => count > mostTokens);
      if (long !== -1) throw overflow(model, { text: long, tokens: tokens[long], mostTokens });
      const prompt_tokens = tokens.reduce((sum, count) => sum + count, 0);
      return {
        vectors: await embedder.embed(texts, signal),
        usage: { prompt_tokens, completion_tokens: 0, total_tokens: prompt_tokens },
      };
    },
  };
}

/** A text that is too long is refused, not cut: its vector would be of another text. */
function overflow(
  model: string,
  { text, tokens, mostTokens }: { text: number; tokens: number | undefined; mostTokens: number },
): ServiceError {
  return new ServiceError(
    'context-overflow',
    `The maximum context length of ${model} is ${mostTokens} tokens, and text ${text} has ${tokens}: send it in pieces`,
  );
}

function noChat(model: string): ServiceError {
  return new ServiceError('bad-input', `${model} is no chat model`);
}
