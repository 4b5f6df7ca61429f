import { ServiceError } from '../../contracts/failures.js';
import type { ChatChunk, Gateway, ModelProvider, OfferedModel } from '../../contracts/gateway.js';
import { completeAll, streamAll } from './fill-choices.js';
import { type Candidate, findCandidates } from './find-candidates.js';

/** How long a provider that could not be reached is asked after the others. */
const AVOIDED_MS = 10_000;

/** A fault of the request is the same everywhere. */
const OF_REQUEST = new Set(['bad-input', 'context-overflow', 'too-large']);

interface GatewayParts {
  /** In the order in which they are asked, as it stands now. */
  providers(): readonly ModelProvider[];
  /** CHAT_MODEL and EMBEDDING_MODEL; null for the first that there is, undefined for none. */
  readonly defaultChat: string | null | undefined;
  readonly defaultEmbedding: string | null | undefined;
}

/** All providers as one: the first that has a model and can be reached answers. */
export function createGateway(parts: GatewayParts): Gateway {
  const avoidedUntil = new WeakMap<ModelProvider, number>();

  return {
    async models(remote, signal) {
      const asked = parts.providers().filter((provider) => remote || !provider.remote);
      const lists = await Promise.allSettled(asked.map((provider) => provider.models(signal)));
      signal.throwIfAborted();
      const ids = new Map<string, OfferedModel>();
      for (const list of lists)
        for (const model of list.status === 'fulfilled' ? (list.value ?? []) : [])
          if (!ids.has(model.id)) ids.set(model.id, model);
      return [...ids.values()];
    },

    async complete(name, call, signal) {
      const wanted = name ?? parts.defaultChat;
      if (wanted === undefined) return undefined;
      return firstOf({ name: wanted, capability: 'chat' }, signal, async ({ provider, model }) => {
        const completion = await completeAll({ provider, model, call }, signal);
        const told = provider.remote ? completion.model : undefined;
        return { model: told ?? model, completion };
      });
    },

    async stream(name, call, signal) {
      const wanted = name ?? parts.defaultChat;
      if (wanted === undefined) return undefined;
      return firstOf({ name: wanted, capability: 'chat' }, signal, async ({ provider, model }) => {
        const chunks = streamAll({ provider, model, call }, signal);
        const first = await chunks.next();
        const told =
          first.done || !provider.remote
            ? undefined
            : first.value.find((chunk) => chunk.model !== undefined)?.model;
        return { model: told ?? model, chunks: resume(first, chunks) };
      });
    },

    async embed(name, call, signal) {
      const wanted = name ?? parts.defaultEmbedding;
      if (wanted === undefined) return undefined;
      const capability = 'embeddings';
      return firstOf({ name: wanted, capability }, signal, async ({ provider, model }) => ({
        model,
        reply: await provider.embed(model, call, signal),
      }));
    },
  };

  /** Asks one candidate after the other; the last failure is thrown when all have failed. */
  async function firstOf<T>(
    wanted: Parameters<typeof findCandidates>[1],
    signal: AbortSignal,
    ask: (candidate: Candidate) => Promise<T>,
  ): Promise<T | undefined> {
    let failure: unknown;
    for await (const candidate of findCandidates(inOrder(), wanted, signal)) {
      try {
        return await ask(candidate);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ServiceError) || OF_REQUEST.has(error.code)) throw error;
        failure = error;
        if (error.code === 'unavailable')
          avoidedUntil.set(candidate.provider, performance.now() + AVOIDED_MS);
      }
    }
    if (failure !== undefined) throw failure;
    return undefined;
  }

  function inOrder(): readonly ModelProvider[] {
    const avoided = (provider: ModelProvider) =>
      (avoidedUntil.get(provider) ?? 0) > performance.now();
    const providers = parts.providers();
    return providers.some(avoided) ? [...providers].sort(by(avoided)) : providers;
  }
}

function by(avoided: (provider: ModelProvider) => boolean) {
  return (one: ModelProvider, other: ModelProvider) =>
    Number(avoided(one)) - Number(avoided(other));
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
