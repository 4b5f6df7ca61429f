import { ServiceError } from '../../contracts/failures.js';
import type { ModelProvider } from '../../contracts/gateway.js';
import { type Candidate, findCandidates, type Wanted } from './find-candidates.js';

/** How long a provider that could not be reached is asked after the others. */
const AVOIDED_MS = 10_000;

/** A fault of the request is the same everywhere. */
const OF_REQUEST = new Set(['bad-input', 'context-overflow', 'too-large']);

/** Asks the providers that have a model one after the other, those that were away lately last. */
export function createAskInOrder(current: () => readonly ModelProvider[]) {
  const avoidedUntil = new WeakMap<ModelProvider, number>();

  return {
    /** The providers that have a model, looked for as they are needed. */
    candidates: (wanted: Wanted, signal: AbortSignal) => findCandidates(inOrder(), wanted, signal),

    /** The first answer; the last failure is thrown when all have failed, and undefined means that none has the model. */
    async first<T>(
      wanted: Wanted,
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
    },
  };

  function inOrder(): readonly ModelProvider[] {
    const avoided = (provider: ModelProvider) =>
      (avoidedUntil.get(provider) ?? 0) > performance.now();
    const providers = current();
    return providers.some(avoided) ? [...providers].sort(by(avoided)) : providers;
  }
}

function by(avoided: (provider: ModelProvider) => boolean) {
  return (one: ModelProvider, other: ModelProvider) =>
    Number(avoided(one)) - Number(avoided(other));
}
