import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import { type OllamaServer, ollamaClient } from './ollama-client.js';
import { withinLimit } from './within-limit.js';

export interface LoadedModel extends OllamaServer {
  readonly model: string;
  readonly contextTokens: number;
}

/**
 * Whether a call with this context finds the model in memory. True also where the server cannot say:
 * then the call itself shows.
 */
export async function isLoaded(wanted: LoadedModel, signal: AbortSignal): Promise<boolean> {
  const { model, contextTokens } = wanted;
  try {
    const told = await withinLimit(
      async (limited) => Running.parse(await ollamaClient(wanted, limited).ps()),
      { limitMs: 2000, onLimit: () => new Error('no answer') },
      signal,
    );
    const running = told.models.find(({ name }) => name === model);
    return (running?.context_length ?? contextTokens) === contextTokens && running !== undefined;
  } catch {
    signal.throwIfAborted();
    return true;
  }
}

const Running = z.object({
  models: z.array(z.object({ name: z.string(), context_length: z.number().optional() })),
});

/** Loads the model with this context, as a prompt-less call does; ServiceError 'stalled' after `limitMs`. */
export async function load(wanted: LoadedModel, limitMs: number, signal: AbortSignal) {
  const { model, contextTokens } = wanted;
  await withinLimit(
    (limited) =>
      ollamaClient(wanted, limited).generate({
        model,
        prompt: '',
        options: { num_ctx: contextTokens },
      }),
    {
      limitMs,
      onLimit: () =>
        new ServiceError('stalled', `Ollama did not load ${model} within ${limitMs / 1000} s`),
    },
    signal,
  );
}
