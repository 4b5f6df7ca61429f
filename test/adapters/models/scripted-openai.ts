import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { serve } from '../../helpers/serve.js';
import { json } from './scripted-ollama.js';

const Call = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).default([]),
});
type Call = z.infer<typeof Call>;

export type Completion = (
  response: ServerResponse,
  call: Call,
  request: IncomingMessage,
) => void | Promise<void>;

/** An OpenAI-compatible server that lists `models` and completes as told. It keeps what it was sent. */
export async function scriptOpenAi(complete: Completion, models: readonly object[] = [TINY]) {
  const calls: Call[] = [];
  const keys: (string | undefined)[] = [];
  const root = await serve(async (request, response) => {
    keys.push(request.headers.authorization);
    if (request.url === '/v1/models')
      return json({ object: 'list', data: models })(response, request);
    if (request.url !== '/v1/chat/completions') return json({}, 404)(response, request);
    const call = Call.parse(JSON.parse(await text(request)));
    calls.push(call);
    await complete(response, call, request);
  });
  return { baseUrl: `${root}/v1`, calls, keys };
}

const TINY = { id: 'tiny', object: 'model', max_model_len: 2048 };

/** Starts a stream of events. */
export function events(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
}

export function chunk(delta: object, finish_reason: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
}

export function finish(reason = 'stop'): string {
  const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };
  return `${chunk({}, reason)}data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`;
}

export function complete(...texts: string[]): Completion {
  return (response) => {
    events(response);
    for (const content of texts) response.write(chunk({ content }));
    response.end(finish());
  };
}

/** Refuses with a status and OpenAI's error body. */
export function refuse(status: number, message: string, code: string | null = null) {
  return (response: ServerResponse): void => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(
        JSON.stringify({ error: { message, code, type: 'invalid_request_error', param: null } }),
      );
  };
}
