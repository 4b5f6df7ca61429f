import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHUNKS, PACED_MS, PACED_WORD } from './stub-words.js';

/**
 * A model server that answers at once, in a process of its own: it prints its address. A streamed reply has 50 chunks,
 * all at once or, where the question says so, one every few milliseconds, each saying when it was sent.
 */
const HEAD = { id: 'chatcmpl-stub', created: 1_700_000_000, model: 'stub' };
const USAGE = { prompt_tokens: 12, completion_tokens: CHUNKS, total_tokens: 12 + CHUNKS };
const ANSWER = Buffer.from(
  JSON.stringify({
    ...HEAD,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'word '.repeat(CHUNKS) },
        finish_reason: 'stop',
      },
    ],
    usage: USAGE,
  }),
);
const MODELS = JSON.stringify({ object: 'list', data: [{ id: 'stub', object: 'model' }] });
const END = `${event({}, 'stop')}${lastEvent()}data: [DONE]\n\n`;
const AT_ONCE = Buffer.from(
  `${Array.from({ length: CHUNKS }, () => event({ content: 'word ' })).join('')}${END}`,
);

const server = createServer((request, response) => void answer(request.method, response, request));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object')
    console.log(`http://127.0.0.1:${address.port}/v1`);
});
process.on('disconnect', () => process.exit());

async function answer(
  method: string | undefined,
  response: ServerResponse,
  request: NodeJS.ReadableStream,
): Promise<void> {
  response.setHeader('content-type', 'application/json');
  if (method === 'GET') return void response.end(MODELS);
  const body = await text(request);
  if (!/"stream":\s*true/.test(body)) return void response.end(ANSWER);
  response.setHeader('content-type', 'text/event-stream');
  if (body.includes(PACED_WORD)) return pace(response);
  response.end(AT_ONCE);
}

async function pace(response: ServerResponse): Promise<void> {
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    if (chunk > 0) await sleep(PACED_MS);
    response.write(event({ content: `${process.hrtime.bigint()} ` }));
  }
  response.end(END);
}

function event(delta: object, finish_reason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason }];
  return `data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', choices })}\n\n`;
}

function lastEvent(): string {
  const chunk = { ...HEAD, object: 'chat.completion.chunk', choices: [], usage: USAGE };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
