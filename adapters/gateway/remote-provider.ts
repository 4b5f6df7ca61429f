import type { ChatChunk, ModelProvider } from '../../contracts/gateway.js';

/**
 * Another instance of this product: its models are called `name/model` here. It answers chats by the model that is
 * active there, whatever it is asked for, so that the reply names the one that did.
 */
export function createRemoteProvider(provider: ModelProvider): ModelProvider {
  const { name } = provider;
  const own = (model: string) =>
    model.startsWith(`${name}/`) ? model.slice(name.length + 1) : model;
  const ours = (model: string | undefined) =>
    model === undefined ? undefined : `${name}/${model}`;
  const withOwnName =
    (draw: NonNullable<ModelProvider['draw']>): NonNullable<ModelProvider['draw']> =>
    (model, order, signal) =>
      draw(own(model), order, signal);
  return {
    ...provider,
    async models(signal) {
      const models = await provider.models(signal);
      return models?.map((model) => ({ ...model, id: `${name}/${model.id}` }));
    },
    async complete(model, call, signal) {
      const completion = await provider.complete(own(model), call, signal);
      return { ...completion, model: ours(completion.model) };
    },
    async *stream(model, call, signal) {
      for await (const chunks of provider.stream(own(model), call, signal))
        yield chunks.map((chunk): ChatChunk => ({ ...chunk, model: ours(chunk.model) }));
    },
    embed: (model, call, signal) => provider.embed(own(model), call, signal),
    ...(provider.draw && { draw: withOwnName(provider.draw) }),
  };
}
