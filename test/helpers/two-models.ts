import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Call = z.object({ model: z.string().default(''), format: z.unknown().optional() });

const NAMES = ['thinker:latest', 'writer:latest'];

/** An Ollama on loopback with the models `thinker` and `writer`: of no help with plans, brief in answers. */
export async function startTwoModels(names: readonly string[] = NAMES) {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    const { model, format } = Call.parse(sent === '' ? {} : JSON.parse(sent));
    if (request.url === '/api/tags')
      return json(response, {
        models: names.map((name) => ({ name, digest: name })),
      });
    if (request.url === '/api/show')
      return json(response, {
        capabilities: ['completion'],
        model_info: { 'llama.context_length': 8192 },
      });
    if (request.url === '/api/ps') return json(response, { models: [{ name: model }] });
    if (request.url !== '/api/chat') return json(response, {});
    calls.push(model);
    say(response, format === undefined ? 'Lake Baikal is 1,642 metres deep [1].' : '{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    /** The model of each chat, in order. */
    calls,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function say(response: ServerResponse, content: string): void {
  const message = { role: 'assistant', content };
  const counts = { prompt_eval_count: 20, eval_count: 10 };
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.write(`${JSON.stringify({ message, done: false })}\n`);
  const last = { message: { ...message, content: '' }, done: true, done_reason: 'stop' };
  response.end(`${JSON.stringify({ ...last, ...counts })}\n`);
}
