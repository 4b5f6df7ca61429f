import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { serve } from '../../helpers/serve.js';

const Call = z.looseObject({
  model: z.string().default(''),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })).default([]),
  options: z.record(z.string(), z.unknown()).default({}),
});

export type Answer = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

interface Script {
  readonly chat?: Answer;
  readonly load?: Answer;
  /** What `/api/ps` answers; by default the chat model is in memory. */
  readonly running?: readonly { name: string; context_length?: number }[];
  readonly parameters?: string;
  readonly capabilities?: readonly string[];
}

/** An Ollama that has the model `tiny` and `minilm`, and answers calls as told. It keeps what it was sent. */
export async function scriptOllama(script: Script) {
  const calls: { path: string; body: z.infer<typeof Call> }[] = [];
  const keys: (string | undefined)[] = [];
  const url = await serve(async (request, response) => {
    keys.push(request.headers.authorization);
    const path = request.url ?? '';
    const sent = await text(request);
    const body = Call.parse(sent === '' ? {} : JSON.parse(sent));
    calls.push({ path, body });
    await respond(script, path, { body, response, request });
  });
  const sentTo = (path: string) =>
    calls.filter((call) => call.path === path).map(({ body }) => body);
  return { url, sentTo, keys };
}

async function respond(
  { chat = say('hello'), load = json({ done: true, done_reason: 'load' }), ...script }: Script,
  path: string,
  call: { body: z.infer<typeof Call>; response: ServerResponse; request: IncomingMessage },
): Promise<void> {
  const { response, request, body } = call;
  if (path === '/api/tags') {
    const models = ['minilm:latest', 'tiny:latest'].map((name) => ({ name, digest: `of ${name}` }));
    return json({ models })(response, request);
  }
  if (path === '/api/version') return json({ version: '0.9.0' })(response, request);
  if (path === '/api/show') return json(shown(body.model, script))(response, request);
  if (path === '/api/ps') {
    return json({ models: script.running ?? [{ name: 'tiny:latest' }] })(response, request);
  }
  return path === '/api/generate' ? load(response, request) : chat(response, request);
}

function shown(model: string, { parameters = '', capabilities }: Omit<Script, 'chat' | 'load'>) {
  const embeds = model.startsWith('minilm');
  return {
    capabilities: embeds ? ['embedding'] : (capabilities ?? ['completion']),
    details: { family: embeds ? 'bert' : 'llama' },
    model_info: { 'llama.context_length': 2048 },
    parameters,
  };
}

export function json(body: unknown, status = 200) {
  return (response: ServerResponse, _request: IncomingMessage): void => {
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(body));
  };
}

/** Starts a stream of lines. */
export function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders();
}

export function delta(content: string, thinking?: string): string {
  return `${JSON.stringify({ message: { role: 'assistant', content, thinking }, done: false })}\n`;
}

export function done(reason = 'stop'): string {
  const message = { role: 'assistant', content: '' };
  const counts = { prompt_eval_count: 7, eval_count: 3 };
  return `${JSON.stringify({ message, done: true, done_reason: reason, ...counts })}\n`;
}

/** Says each of the texts in a line of its own and is done. */
export function say(...texts: string[]): Answer {
  return (response) => {
    stream(response);
    for (const content of texts) response.write(delta(content));
    response.end(done());
  };
}
