import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const USAGE = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
const REASON = { index: 0, finish_reason: 'stop' };

/** Settings of an instance that asks the stand-in. Names that are made up often begin with 0. */
export function modelSettings(port: number): Record<string, string> {
  const url = `http://127.0.0.1:${port}/v1`;
  return {
    OPENAI_BASE_URL: url,
    CHAT_MODEL: 'tiny',
    EMBEDDING_MODEL: 'tiny',
    IMAGE_PROVIDER_URL: url,
    IMAGE_MODELS: '0,flux',
    MODEL_CONCURRENCY: '8',
  };
}

/**
 * A model server of OpenAI's protocol that answers at once. It lists no models, so that any name may be asked for.
 */
export async function startStandInModels(port: number): Promise<{ close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const call = body === '' ? {} : Object(JSON.parse(body));
    switch (request.url) {
      case '/v1/chat/completions':
        return call.stream === true ? stream(response) : json(response, CHAT);
      case '/v1/embeddings':
        return json(response, { data: call.input.map(embedding), usage: USAGE });
      case '/v1/images/generations':
        return json(response, { created: 0, data: [{ b64_json: PIXEL }] });
      default:
        response.writeHead(404).end();
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const CHAT = {
  choices: [{ ...REASON, message: { role: 'assistant', content: 'A stone bridge.' } }],
  usage: USAGE,
};

function stream(response: ServerResponse): void {
  const delta = { content: 'A stone bridge.' };
  const chunk = { choices: [{ ...REASON, delta }], usage: USAGE };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
}

function embedding(input: string, index: number) {
  const numbers = Array.from({ length: 8 }, (_, place) => (input.charCodeAt(place) || 1) % 31);
  return { index, embedding: numbers };
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
