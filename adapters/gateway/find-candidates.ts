import { ServiceError } from '../../contracts/failures.js';
import type { Capability, ModelProvider } from '../../contracts/gateway.js';

/** A provider that has the wanted model, under the name it has there. */
export interface Candidate {
  readonly provider: ModelProvider;
  readonly model: string;
}

interface Wanted {
  /** Null for the first model that can do it. */
  readonly name: string | null;
  readonly capability: Capability;
}

/**
 * Providers that have a model, in the order given, looked for as they are needed. One that cannot list its models is
 * passed over; when no other has the model, its failure is thrown.
 */
export async function* findCandidates(
  providers: readonly ModelProvider[],
  { name, capability }: Wanted,
  signal: AbortSignal,
): AsyncGenerator<Candidate> {
  let failure: ServiceError | undefined;
  let found = false;
  for (const provider of providers) {
    try {
      const model = await modelOf(provider, { name, capability }, signal);
      if (model === undefined) continue;
      found = true;
      yield { provider, model };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failure ??= error;
    }
  }
  if (!found && failure !== undefined) throw failure;
}

async function modelOf(
  provider: ModelProvider,
  { name, capability }: Wanted,
  signal: AbortSignal,
): Promise<string | undefined> {
  const models = await provider.models(signal);
  // A server without a list may have any model.
  if (models === undefined) return name ?? undefined;
  if (name === null) return models.find((model) => model.capabilities.includes(capability))?.id;
  // Ollama reads a name without a tag as the tag `latest`.
  return models.find(({ id }) => id === name || id === `${name}:latest`)?.id;
}
