import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { seededRandom } from '../seeded-random.js';

const DIMENSION = 32;
const MODEL = 'stand-in-embedder';
const Call = z.object({ input: z.array(z.string()) });

/** An OpenAI-compatible server whose only model gives each text a vector made of its letters, at once. */
export async function startStandInEmbedder(port: number) {
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    response.setHeader('content-type', 'application/json');
    if (request.url?.endsWith('/models')) {
      response.end(JSON.stringify({ data: [{ id: MODEL, object: 'model' }] }));
      return;
    }
    if (!request.url?.endsWith('/embeddings')) {
      response.writeHead(404).end('{}');
      return;
    }
    const { input } = Call.parse(JSON.parse(sent));
    const data = input.map((one, index) => ({ index, embedding: vectorOf(one) }));
    response.end(JSON.stringify({ data, model: MODEL }));
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    settings: { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, EMBEDDING_MODEL: MODEL },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function vectorOf(text: string): number[] {
  const random = seededRandom([...text].reduce((sum, letter) => sum + letter.charCodeAt(0), 1));
  return Array.from({ length: DIMENSION }, () => random() - 0.5);
}
