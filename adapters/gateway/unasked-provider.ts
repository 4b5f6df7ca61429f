import { ServiceError } from '../../contracts/failures.js';
import type { ModelProvider } from '../../contracts/gateway.js';

/** A server that nobody asked for, which may be away: whatever is 'unavailable' has no models, and is no fault. */
export function unaskedProvider(provider: ModelProvider): ModelProvider {
  return {
    ...provider,
    models: (signal) =>
      provider.models(signal).catch((error: unknown) => {
        if (error instanceof ServiceError && error.code === 'unavailable') return [];
        throw error;
      }),
  };
}
