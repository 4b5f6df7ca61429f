import { ServiceError } from '../../contracts/failures.js';
import type { ModelProvider } from '../../contracts/gateway.js';
import type { Component } from '../../contracts/health.js';

/** Health must be told soon, whatever a provider does. */
const LIMIT_MS = 2_000;

/** How providers stand, by whether they list their models within 2 s. Never throws. */
export function describeProviders(
  providers: readonly Pick<ModelProvider, 'name' | 'models'>[],
  limitMs = LIMIT_MS,
): Promise<Component[]> {
  return Promise.all(
    providers.map(async ({ name, models }) => {
      const component = { name: 'provider', using: name };
      try {
        const listed = await models(AbortSignal.timeout(limitMs));
        return { ...component, state: 'ready', why: wordsOf(listed?.length) };
      } catch (error) {
        const late = `it did not list its models within ${limitMs / 1_000} s`;
        const why = error instanceof ServiceError ? error.message : late;
        return { ...component, state: 'degraded', why };
      }
    }),
  );
}

function wordsOf(models: number | undefined): string {
  if (models === undefined) return 'it has no list of models, and is asked for any';
  return `it has ${models} model${models === 1 ? '' : 's'}`;
}
