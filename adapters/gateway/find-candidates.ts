import { ServiceError } from '../../contracts/failures.js';
import type { Capability, ModelProvider, OfferedModel } from '../../contracts/gateway.js';

/** A provider that has the wanted model, under the name it has there. */
export interface Candidate {
  readonly provider: ModelProvider;
  readonly model: string;
  /** What the provider says of it; undefined from a server without a list. */
  readonly offered?: OfferedModel | undefined;
}

export interface Wanted {
  /** Null for the first model that can do it. */
  readonly name: string | null;
  readonly capability?: Capability | undefined;
}

/**
 * Providers that have a model, in the order given, looked for as they are needed. One that cannot list its models is
 * passed over; when no other has the model, its failure is thrown.
 */
export async function* findCandidates(
  providers: readonly ModelProvider[],
  wanted: Wanted,
  signal: AbortSignal,
): AsyncGenerator<Candidate> {
  let failure: ServiceError | undefined;
  let found = false;
  // Side by side, so that several that do not answer cost the time of one.
  for (const provider of providers)
    if (provider.costly !== true) provider.models(signal).catch(() => {});
  for (const provider of providers) {
    try {
      const candidate = await candidateOf(provider, wanted, signal);
      if (candidate === undefined) continue;
      found = true;
      yield candidate;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failure ??= error;
    }
  }
  if (!found && failure !== undefined) throw failure;
}

async function candidateOf(
  provider: ModelProvider,
  { name, capability }: Wanted,
  signal: AbortSignal,
): Promise<Candidate | undefined> {
  const models = await provider.models(signal);
  // A server without a list may have any model.
  if (models === undefined) return name === null ? undefined : { provider, model: name };
  const offered =
    name === null
      ? models.find((each) => capability === undefined || each.capabilities.includes(capability))
      : // Ollama reads a name without a tag as the tag `latest`.
        models.find(({ id }) => id === name || id === `${name}:latest`);
  if (offered === undefined || !mayDo(offered, capability)) return undefined;
  return { provider, model: offered.id, offered };
}

/** One server may list an image model as what its name suggests, and another, or a setting, know better. */
function mayDo({ capabilities }: OfferedModel, wanted: Capability | undefined): boolean {
  return wanted !== 'images' || capabilities.includes('images');
}
