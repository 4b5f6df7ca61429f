import { Ollama } from 'ollama';
import { z } from 'zod';
import { patientFetch } from './patient-fetch.js';
import { strictLines } from './strict-lines.js';

/** Where an Ollama is. */
export interface OllamaServer {
  /** Without `/api`. */
  readonly url: string;
  /** For what stands before it and asks for a bearer token. */
  readonly apiKey?: string | undefined;
}

/**
 * Ollama's own client for one call: ended by the signal, never retried, its stream checked line by line.
 * An error status is thrown as OllamaRefusal.
 */
export function ollamaClient({ url, apiKey }: OllamaServer, signal: AbortSignal): Ollama {
  const send = patientFetch(signal);
  return new Ollama({
    host: url,
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    fetch: async (input, init) => {
      const response = await send(input, init);
      if (!response.ok) throw new OllamaRefusal(response.status, await errorText(response));
      if (response.body === null || !isStream(response)) return response;
      return new Response(response.body.pipeThrough(strictLines()), response);
    },
  });
}

/** Ollama answered with an error status. */
export class OllamaRefusal extends Error {
  override readonly name = 'OllamaRefusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function isStream(response: Response): boolean {
  return response.headers.get('content-type')?.includes('ndjson') ?? false;
}

const ErrorBody = z.object({ error: z.string() });

async function errorText(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  try {
    return ErrorBody.parse(JSON.parse(text)).error;
  } catch {
    return text.slice(0, 300) || `status ${response.status}`;
  }
}
