import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

export const EMBEDDING_MODEL = 'stand-in-embed';

const Call = z.object({ input: z.union([z.string(), z.array(z.string())]) });

/** A server that embeds at the pace that it is told, and keeps what it was asked; it goes with the test. */
export async function startEmbeddingServer(delayMs: number) {
  let pace = delayMs;
  const inputs: string[] = [];
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.endsWith('/models') === true)
      return void response.end(JSON.stringify({ data: [{ id: EMBEDDING_MODEL }] }));
    // Such as a look whether this is Ollama.
    if (request.method !== 'POST') return void response.writeHead(404).end();
    const body = await text(request).catch(() => '');
    if (!request.complete) return; // who asked was killed in the middle
    const asked = Call.parse(JSON.parse(body)).input;
    const input = Array.isArray(asked) ? asked : [asked];
    inputs.push(...input);
    await new Promise((resolve) => setTimeout(resolve, pace));
    const data = input.map((one, index) => ({ index, embedding: [1, one.length % 7, 2] }));
    response.end(JSON.stringify({ data, model: EMBEDDING_MODEL }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    /** Each call takes so long from now on. */
    pace(ms: number) {
      pace = ms;
    },
    /** How many texts were embedded; those with these words alone. */
    count: (words = '') => inputs.filter((input) => input.includes(words)).length,
  };
}
