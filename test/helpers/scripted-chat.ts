import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Call = z.object({
  model: z.string().default(''),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).default([]),
  format: z.object({ properties: z.record(z.string(), z.unknown()) }).optional(),
  options: z.record(z.string(), z.unknown()).default({}),
  truncate: z.boolean().optional(),
});

/** A call of the chat model: what it was sent, and whether its caller has hung up. */
export interface ChatCall {
  readonly prompt: string;
  /** The first field of the JSON that is asked for; undefined where text is. */
  readonly form: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly truncate: boolean | undefined;
  closedAtMs: number | null;
}

/** What the model says to a call: a text, JSON, or undefined to stay silent. */
export type ChatScript = (call: ChatCall) => string | object | undefined;

/** An Ollama on loopback with one chat model, `tiny`, of so many tokens; what it says can be changed while it runs. */
export async function startScriptedChat(script: ChatScript, contextTokens = 4_096) {
  const calls: ChatCall[] = [];
  const state = { script };
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    const body = Call.parse(sent === '' ? {} : JSON.parse(sent));
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/api/tags')
      return json({ models: [{ name: 'tiny:latest', digest: 'of tiny' }] });
    if (request.url === '/api/show')
      return json({
        capabilities: ['completion'],
        model_info: { 'llama.context_length': contextTokens },
      });
    if (request.url === '/api/ps') return json({ models: [{ name: 'tiny:latest' }] });
    if (request.url !== '/api/chat') return json({});
    answer(body, response);
  });

  function answer(body: z.infer<typeof Call>, response: ServerResponse): void {
    const call: ChatCall = {
      prompt: body.messages.map(({ content }) => content).join('\n'),
      form: Object.keys(body.format?.properties ?? {})[0],
      options: body.options,
      truncate: body.truncate,
      closedAtMs: null,
    };
    calls.push(call);
    response.on('close', () => {
      call.closedAtMs = Date.now();
    });
    const said = state.script(call);
    response.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders();
    if (said === undefined) return;
    say(response, typeof said === 'string' ? said : JSON.stringify(said));
  }

  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    /** Changes what the model says from now on. */
    answerWith(next: ChatScript): void {
      state.script = next;
    },
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}

function say(response: ServerResponse, content: string): void {
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  for (const piece of content.match(/.{1,24}/gs) ?? [])
    response.write(line({ message: { role: 'assistant', content: piece }, done: false }));
  const counts = { prompt_eval_count: 20, eval_count: 10 };
  const message = { role: 'assistant', content: '' };
  response.end(line({ message, done: true, done_reason: 'stop', ...counts }));
}
