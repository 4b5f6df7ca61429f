import { z } from 'zod';
import { type FailureCode, ServiceError } from '../../contracts/failures.js';
import { callJson } from '../http/call.js';
import { endpoint } from '../http/endpoint.js';
import type { OllamaServer } from './ollama-client.js';
import type { OpenAiServer } from './openai-client.js';
import { orAborted } from './within-limit.js';

/** How long what was found holds. */
const FRESH_MS = 300_000;
/** Longest wait for it, and how long a server that hangs is not asked again. */
const LIMIT_MS = 2_000;
const HANGING_MS = 30_000;

/** Failures that say nothing of what the server is. */
const UNTOLD: readonly FailureCode[] = ['unavailable', 'stalled', 'rate-limited', 'refused'];

/** The Ollama at the address of a server of the OpenAI protocol; undefined where it is another, or cannot be told. */
export type OllamaFinder = (signal: AbortSignal) => Promise<OllamaServer | undefined>;

/** Asks a server now and then what it is; one that does not say is what it was before. */
export function createOllamaFinder(server: OpenAiServer): OllamaFinder {
  const ollama = ollamaOf(server);
  let until = 0;
  let found = false;
  let asking: Promise<void> | undefined;

  async function ask(own: OllamaServer): Promise<void> {
    try {
      found = await isOllama(own);
      until = performance.now() + FRESH_MS;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (error.code === 'stalled') until = performance.now() + HANGING_MS;
    } finally {
      asking = undefined;
    }
  }

  return async (signal) => {
    if (ollama === undefined) return undefined;
    if (performance.now() >= until) {
      asking ??= ask(ollama);
      await orAborted(asking, signal);
    }
    return found ? ollama : undefined;
  };
}

/** Where its own API would be, beside the path `/v1` of OpenAI's. */
export function ollamaOf({ baseUrl, apiKey }: OpenAiServer): OllamaServer | undefined {
  const url = /^(.*)\/v1\/?$/.exec(baseUrl)?.[1];
  return url === undefined ? undefined : { url, apiKey };
}

/** Others have an address of that name too, but none tells which models it runs. Throws ServiceError where it is not told. */
async function isOllama({ url, apiKey }: OllamaServer): Promise<boolean> {
  const { signal } = new AbortController();
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const call = (path: string) => ({
    service: url,
    url: endpoint(url, path),
    headers,
    timeoutMs: LIMIT_MS,
  });
  try {
    await callJson(call('/api/version'), Version, signal);
    await callJson(call('/api/ps'), Running, signal);
    return true;
  } catch (error) {
    if (error instanceof ServiceError && !UNTOLD.includes(error.code)) return false;
    throw error;
  }
}

const Version = z.object({ version: z.string() });
const Running = z.object({ models: z.array(z.object({ name: z.string() })) });
