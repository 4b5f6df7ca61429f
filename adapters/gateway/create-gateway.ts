import { ServiceError } from '../../contracts/failures.js';
import type { ChatChunk, Gateway, ModelProvider, OfferedModel } from '../../contracts/gateway.js';
import { createAskInOrder } from './ask-in-order.js';
import { drawChecked } from './draw-checked.js';
import { completeAll, streamAll } from './fill-choices.js';
import type { Candidate } from './find-candidates.js';

interface GatewayParts {
  /** In the order in which they are asked, as it stands now. */
  providers(): readonly ModelProvider[];
  /** CHAT_MODEL and EMBEDDING_MODEL; null for the first that there is, undefined for none. */
  readonly defaultChat: string | null | undefined;
  readonly defaultEmbedding: string | null | undefined;
}

/** All providers as one: the first that has a model and can be reached answers. */
export function createGateway(parts: GatewayParts): Gateway {
  const ask = createAskInOrder(parts.providers);

  return {
    async models(remote, signal) {
      const asked = parts.providers().filter((provider) => remote || !provider.remote);
      const lists = await Promise.allSettled(asked.map((provider) => provider.models(signal)));
      signal.throwIfAborted();
      const ids = new Map<string, OfferedModel>();
      for (const list of lists)
        for (const model of list.status === 'fulfilled' ? (list.value ?? []) : [])
          ids.set(model.id, joined(ids.get(model.id), model));
      return [...ids.values()];
    },

    async find(name, signal) {
      let found: OfferedModel | undefined;
      for await (const { offered } of ask.candidates({ name }, signal))
        if (offered !== undefined) found = joined(found, offered);
      return found;
    },

    offers: (name, signal) => offersOf(ask.candidates({ name }, signal)),

    async defaultChat(signal) {
      const { defaultChat: name } = parts;
      if (name === undefined) return undefined;
      for await (const { model } of ask.candidates({ name, capability: 'chat' }, signal))
        return model;
      return undefined;
    },

    async complete(name, call, signal) {
      const wanted = name ?? parts.defaultChat;
      if (wanted === undefined) return undefined;
      return ask.first(
        { name: wanted, capability: 'chat' },
        signal,
        async ({ provider, model }) => {
          call.onAsk?.(model);
          const completion = await completeAll({ provider, model, call }, signal);
          const told = provider.remote ? completion.model : undefined;
          return { model: told ?? model, completion };
        },
      );
    },

    async stream(name, call, signal) {
      const wanted = name ?? parts.defaultChat;
      if (wanted === undefined) return undefined;
      return ask.first(
        { name: wanted, capability: 'chat' },
        signal,
        async ({ provider, model }) => {
          call.onAsk?.(model);
          const chunks = streamAll({ provider, model, call }, signal);
          const first = await chunks.next();
          const told =
            first.done || !provider.remote
              ? undefined
              : first.value.find((chunk) => chunk.model !== undefined)?.model;
          return { model: told ?? model, chunks: resume(first, chunks) };
        },
      );
    },

    async embed(name, call, signal) {
      const wanted = name ?? parts.defaultEmbedding;
      if (wanted === undefined) return undefined;
      const capability = 'embeddings';
      return ask.first({ name: wanted, capability }, signal, async ({ provider, model }) => ({
        model,
        reply: await provider.embed(model, call, signal),
      }));
    },

    draw: (name, order, signal) =>
      ask.first({ name, capability: 'images' }, signal, (candidate) =>
        drawChecked(candidate, order, signal),
      ),
  };
}

async function offersOf(candidates: AsyncIterable<Candidate>): Promise<readonly OfferedModel[]> {
  const offers: OfferedModel[] = [];
  try {
    for await (const { offered } of candidates) if (offered !== undefined) offers.push(offered);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
  return offers;
}

/** The first to list a model describes it; what any other can do with it, it can do here. */
function joined(first: OfferedModel | undefined, next: OfferedModel): OfferedModel {
  if (first === undefined) return next;
  return { ...first, capabilities: [...new Set([...first.capabilities, ...next.capabilities])] };
}

async function* resume(
  first: IteratorResult<readonly ChatChunk[]>,
  rest: AsyncGenerator<readonly ChatChunk[]>,
): AsyncGenerator<readonly ChatChunk[]> {
  try {
    if (first.done) return;
    yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
