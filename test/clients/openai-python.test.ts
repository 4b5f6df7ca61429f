import { execFile, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createGateway } from '../../adapters/gateway/create-gateway.js';
import { createOpenAiProvider } from '../../adapters/gateway/openai-provider.js';
import { json } from '../adapters/models/scripted-ollama.js';
import { complete } from '../adapters/models/scripted-openai.js';
import { drawsImage } from '../api/draws-image.js';
import { noAccess } from '../api/no-access.js';
import { scriptedStarter } from '../api/scripted-starter.js';
import { serveApp, testParts } from '../api/test-app.js';
import { useTestState } from '../api/test-state.js';
import { PIXEL } from '../helpers/image-server.js';
import { serve } from '../helpers/serve.js';

/** A Python that has OpenAI's client: that of OPENAI_PYTHON, else the one of the PATH. */
const python = process.env['OPENAI_PYTHON'] ?? 'python3';
const hasClient = spawnSync(python, ['-c', 'import openai']).status === 0;
const program = fileURLToPath(new URL('openai_client.py', import.meta.url));
const USAGE = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };

const state = useTestState();

test.skipIf(!hasClient)(
  `OpenAI's own Python client works unchanged${hasClient ? '' : ` (${python} has no package openai)`}`,
  { timeout: 60_000 },
  async () => {
    const urls = {
      main: await serveMain(),
      limited: await serveLimited(),
      empty: await serveApp(testParts(state())),
      off: await serveApp(testParts(state(), noAccess({ api_enabled: false }))),
    };

    const { stdout } = await promisify(execFile)(python, [program, JSON.stringify(urls)]);

    const { link, ...told } = JSON.parse(stdout);
    expect(told).toEqual({
      chat: ['tiny', 'plain', 10],
      streamed: ['Hello.', 'assistant', 10],
      async: 'Hello.',
      tools: ['tool_calls', 'weather'],
      schema: { capital: 'Paris' },
      models: ['tiny', 'minilm', 'flux'],
      model: 'up',
      embeddings: [2, 2],
      floats: [0.6, 0.8],
      image: PIXEL.toString('base64'),
      errors: {
        401: ['AuthenticationError', 401, 'invalid_api_key'],
        403: ['PermissionDeniedError', 403, 'missing_scope'],
        404: ['NotFoundError', 404, 'model_not_found'],
        400: ['BadRequestError', 400, 'invalid_value'],
        429: ['RateLimitError', 429, 'rate_limit_exceeded'],
        500: ['InternalServerError', 500, 'no_active_model'],
        503: ['InternalServerError', 503, 'api_disabled'],
      },
    });
    expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(PIXEL);
  },
);

async function serveMain(): Promise<string> {
  const baseUrl = `${await serveUpstream()}/v1`;
  const patience = { silenceMs: 5_000, patienceMs: 5_000 };
  const provider = createOpenAiProvider({ name: 'up', baseUrl, apiKey: undefined, ...patience });
  const gateway = createGateway({
    providers: () => [provider],
    defaultChat: null,
    defaultEmbedding: null,
  });
  const starter = scriptedStarter(state(), drawsImage);
  return serveApp(testParts(state(), { gateway, starter }));
}

/** Every key is over its limit. */
function serveLimited(): Promise<string> {
  const limit = { max_requests: 1, window_seconds: 60 };
  const over = { counter: 'key x', limit, remaining: 0, resetMs: 5_000, exceeded: true };
  const limits = { consume: async () => [over] };
  return serveApp(testParts(state(), { ...noAccess({ key_limit: limit }), limits }));
}

/** A server of OpenAI's protocol that chats, calls a tool, keeps to a schema and embeds. */
function serveUpstream(): Promise<string> {
  return serve(async (request, response) => {
    if (request.url === '/v1/models') {
      const data = ['tiny', 'minilm', 'flux'].map((id) => ({ id }));
      return json({ object: 'list', data })(response, request);
    }
    const call = JSON.parse(await text(request));
    if (request.url === '/v1/embeddings') {
      const data = call.input.map((_: unknown, index: number) => ({ index, embedding: [3, 4] }));
      return json({ data, usage: { prompt_tokens: 2, total_tokens: 2 } })(response, request);
    }
    if (call.stream === true) return complete('Hel', 'lo.')(response, call, request);
    return json({ choices: [choiceFor(call)], usage: USAGE })(response, request);
  });
}

function choiceFor(call: { readonly tools?: unknown; readonly response_format?: unknown }) {
  const calls = [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{}' } }];
  const role = 'assistant';
  if (call.tools !== undefined)
    return {
      index: 0,
      message: { role, content: null, tool_calls: calls },
      finish_reason: 'tool_calls',
    };
  const content = call.response_format === undefined ? 'plain' : '{"capital": "Paris"}';
  return { index: 0, message: { role, content }, finish_reason: 'stop' };
}
