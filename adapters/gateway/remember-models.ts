import type { ModelProvider, OfferedModel } from '../../contracts/gateway.js';
import { orAborted } from '../models/within-limit.js';

/** How long a list of models is good, and how long a provider that failed to give one is not asked again for it. */
const FRESH_MS = 30_000;
const AWAY_MS = 3_000;

/** A provider whose list of models is asked for now and then, and not with every call. */
export function rememberModels(provider: ModelProvider): ModelProvider {
  let known: Promise<readonly OfferedModel[] | undefined> | undefined;
  let until = 0;

  return {
    ...provider,
    models(signal) {
      const list = known !== undefined && performance.now() < until ? known : ask();
      return orAborted(list, signal);
    },
  };

  /** Nobody's leaving ends it: others wait for the same list. */
  function ask(): Promise<readonly OfferedModel[] | undefined> {
    const asked = provider.models(new AbortController().signal);
    known = asked;
    until = performance.now() + FRESH_MS;
    asked.catch(() => {
      until = Math.min(until, performance.now() + AWAY_MS);
    });
    return asked;
  }
}
