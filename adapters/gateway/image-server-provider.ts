import { ServiceError } from '../../contracts/failures.js';
import type { ModelProvider, OfferedModel } from '../../contracts/gateway.js';

/**
 * A server of the OpenAI protocol that was set up to make images. Its list does not tell which of its models do: those
 * named by the setting, else those that sound so, else all of them.
 */
export function createImageServerProvider(
  provider: ModelProvider,
  names: readonly string[] = [],
): ModelProvider {
  const offer = (id: string, created = 0): OfferedModel => ({
    id,
    provider: provider.name,
    created,
    capabilities: ['images'],
    contextTokens: null,
  });
  return {
    ...provider,
    async models(signal) {
      if (names.length > 0) return names.map((name) => offer(name));
      const listed = await provider.models(signal);
      if (listed === undefined) throw lists(provider.name);
      const drawing = listed.filter(({ capabilities }) => capabilities.includes('images'));
      return (drawing.length > 0 ? drawing : listed).map(({ id, created }) => offer(id, created));
    },
  };
}

function lists(name: string): ServiceError {
  const message = `The image server ${name} lists no models: name them in IMAGE_MODELS`;
  return new ServiceError('not-configured', message);
}
