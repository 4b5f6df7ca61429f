import { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';
import { OllamaRefusal, type OllamaServer, ollamaClient } from './ollama-client.js';
import { measureContext, ShownModel } from './ollama-context.js';
import { ollamaFailure } from './ollama-failure.js';
import { withinLimit } from './within-limit.js';

/** What Ollama says of one installed model. */
export interface InstalledModel {
  readonly name: string;
  readonly chats: boolean;
  readonly embeds: boolean;
  /** Can be told to answer without thinking first. */
  readonly thinks: boolean;
  /** Undefined where Ollama does not say. */
  readonly sees: boolean | undefined;
  readonly usesTools: boolean;
  readonly draws: boolean;
  /** When it was installed or changed, in seconds since 1970. */
  readonly created: number;
  /** Undefined where Ollama does not say. */
  readonly contextTokens: number | undefined;
}

export interface OllamaCatalogue {
  /** All installed models, in Ollama's order. Throws 'unavailable' when it does not answer in time. */
  installed(signal: AbortSignal): Promise<readonly InstalledModel[]>;
}

/** Reads `/api/tags` each time and `/api/show` once for each state of a model, each within `limitMs`. */
export function createOllamaCatalogue(server: OllamaServer, limitMs = 10_000): OllamaCatalogue {
  const { url } = server;
  const known = new Map<string, InstalledModel>();

  async function look(tag: Tag, signal: AbortSignal): Promise<InstalledModel> {
    const { name, digest } = tag;
    const key = `${name} ${digest}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const shown = await ollamaClient(server, signal).show({ model: name }).catch(unlessRefused);
    const model = describe(tag, ShownModel.parse(shown ?? {}));
    if (shown !== undefined) known.set(key, model);
    return model;
  }

  async function readAll(signal: AbortSignal): Promise<readonly InstalledModel[]> {
    const { models } = Tags.parse(await ollamaClient(server, signal).list());
    return Promise.all(models.map((tag) => look(tag, signal)));
  }

  return {
    async installed(signal) {
      try {
        return await withinLimit(
          readAll,
          { limitMs, onLimit: () => silentFor(url, limitMs) },
          signal,
        );
      } catch (error) {
        throw ollamaFailure(error, url, signal);
      }
    },
  };
}

const Tag = z.object({
  name: z.string(),
  digest: z.string().default(''),
  modified_at: z.string().default(''),
});
type Tag = z.infer<typeof Tag>;
const Tags = z.object({ models: z.array(Tag) });

/** One broken model must not hide the others; a call to it will say what is wrong. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof OllamaRefusal)) throw error;
}

function silentFor(url: string, limitMs: number): ServiceError {
  return new ServiceError(
    'unavailable',
    `Ollama at ${url} (OLLAMA_URL) did not answer within ${limitMs / 1000} s`,
  );
}

function describe({ name, modified_at }: Tag, shown: ShownModel): InstalledModel {
  // Ollama before 0.6.4 tells no capabilities: then only the encoder families are known to embed.
  const embeds = shown.capabilities?.includes('embedding') ?? /bert/.test(shown.details.family);
  return {
    name,
    chats: shown.capabilities?.includes('completion') ?? !embeds,
    embeds,
    thinks: shown.capabilities?.includes('thinking') ?? false,
    sees: shown.capabilities?.includes('vision'),
    usesTools: shown.capabilities?.includes('tools') ?? false,
    draws: shown.capabilities?.includes('image') ?? false,
    created: Math.max(0, Math.floor(Date.parse(modified_at) / 1_000) || 0),
    contextTokens: measureContext(shown),
  };
}
