import { ServiceError } from '../../contracts/failures.js';
import type { ModelProvider, OfferedModel } from '../../contracts/gateway.js';
import { orAborted, withinLimit } from '../models/within-limit.js';

/** How long a list of models is good, and how long a provider that failed to give one is not asked again for it. */
const FRESH_MS = 30_000;
const AWAY_MS = 3_000;
/** Longest wait for a list. One that hangs would hold up every call, so it counts as away, and for longer. */
const WAIT_MS = 2_000;
const HANGING_MS = 30_000;

type Models = readonly OfferedModel[] | undefined;

/**
 * A provider whose list of models is asked for now and then, and not with every call. An old list serves while a new one
 * is on its way; a list that does not come within two seconds is a failure, 'unavailable', until it has come.
 */
export function rememberModels(
  provider: ModelProvider,
  { waitMs = WAIT_MS }: { readonly waitMs?: number } = {},
): ModelProvider {
  let known: { readonly models: Models } | undefined;
  let failure: unknown;
  let until = 0;
  let asking: Promise<Models> | undefined;

  return {
    ...provider,
    async models(signal) {
      if (performance.now() >= until) asking ??= ask();
      asking?.catch(() => {});
      if (known !== undefined) return known.models;
      if (asking !== undefined) return orAborted(asking, signal);
      throw failure;
    },
  };

  /** Nobody's leaving ends it: others wait for the same list. */
  async function ask(): Promise<Models> {
    const { signal } = new AbortController();
    const message = `${provider.name} did not list its models within ${waitMs / 1_000} s`;
    const tooSlow = new ServiceError('unavailable', message);
    const listed = provider.models(signal);
    listed.then(keep, () => {});
    try {
      const limit = { limitMs: waitMs, onLimit: () => tooSlow };
      return await withinLimit(() => listed, limit, signal);
    } catch (cause) {
      const hangs = cause === tooSlow;
      failure = cause;
      // A server that is slow may still answer chats, so what it listed holds; one that refuses has nothing to offer.
      if (!hangs) known = undefined;
      until = performance.now() + (hangs ? HANGING_MS : AWAY_MS);
      throw cause;
    } finally {
      asking = undefined;
    }
  }

  function keep(models: Models): void {
    known = { models };
    until = performance.now() + FRESH_MS;
  }
}
