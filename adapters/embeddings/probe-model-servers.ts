import { createOllamaCatalogue } from '../models/ollama-catalogue.js';
import { listOpenAi } from '../models/openai-catalogue.js';
import type { OpenAiServer } from '../models/openai-client.js';

/** What a model server offers, by name, in its own order. */
export interface OfferedModels {
  readonly chat: readonly string[];
  readonly embedding: readonly string[];
}

/** A start of the product must not wait for a server that is not there. */
const LIMIT_MS = 2000;

/** What Ollama at this address offers; undefined when it does not answer within 2 s. */
export async function probeOllama(url: string): Promise<OfferedModels | undefined> {
  try {
    return offered(await createOllamaCatalogue({ url }, LIMIT_MS).installed(unending()));
  } catch {
    return undefined;
  }
}

/**
 * What an OpenAI-compatible server offers; empty when it has no list, undefined when it does not answer within
 * 2 s or refuses the key.
 */
export async function probeOpenAi(server: OpenAiServer): Promise<OfferedModels | undefined> {
  try {
    return offered((await listOpenAi(server, unending(), LIMIT_MS)) ?? []);
  } catch {
    return undefined;
  }
}

function unending(): AbortSignal {
  return new AbortController().signal;
}

function offered(
  models: readonly { name: string; chats: boolean; embeds: boolean }[],
): OfferedModels {
  return {
    chat: models.filter(({ chats }) => chats).map(({ name }) => name),
    embedding: models.filter(({ embeds }) => embeds).map(({ name }) => name),
  };
}
