import OpenAI from 'openai';
import { expect, test } from 'vitest';
import type { AppParts } from '../../../../api/api-parts.js';
import { ServiceError } from '../../../../contracts/failures.js';
import { noAccess } from '../../no-access.js';
import { noState } from '../../no-state.js';
import { bearer } from '../../scripted-callers.js';
import { serveApp, testParts } from '../../test-app.js';

const MODEL = {
  provider: 'ollama',
  created: 1_700_000_000,
  capabilities: ['chat', 'tools'],
  contextTokens: 8_192,
} as const;
const gateway: AppParts['gateway'] = {
  ...noAccess().gateway,
  models: async () => [
    { ...MODEL, id: 'qwen3:latest' },
    { ...MODEL, id: 'far/smollm2:135m' },
  ],
};

test("OpenAI's own client lists the models", async () => {
  const client = clientOf(await serveApp(testParts(noState(), { gateway })), 'sk-chat');

  const { data } = await client.models.list();

  expect(data).toMatchObject([
    {
      id: 'qwen3:latest',
      object: 'model',
      created: 1_700_000_000,
      owned_by: 'ollama',
      capabilities: ['chat', 'tools'],
      context_length: 8_192,
    },
    { id: 'far/smollm2:135m' },
  ]);
});

test.each(['qwen3:latest', 'qwen3', 'far/smollm2:135m'])('and shows the model %s', async (id) => {
  const client = clientOf(await serveApp(testParts(noState(), { gateway })), 'sk-chat');

  expect((await client.models.retrieve(id)).id).toContain(id);
});

test('a model whose name has a slash is found in a plain path too', async () => {
  const url = await serveApp(testParts(noState(), { gateway }));

  const reply = await fetch(`${url}/v1/models/far/smollm2:135m`, { headers: bearer('sk-chat') });

  expect(await reply.json()).toMatchObject({ id: 'far/smollm2:135m' });
});

test('an unknown model is a NotFoundError that lists the known ones', async () => {
  const client = clientOf(await serveApp(testParts(noState(), { gateway })), 'sk-chat');

  const error = await failureOf(client.models.retrieve('gpt-9'));

  expect(error).toBeInstanceOf(OpenAI.NotFoundError);
  expect(error).toMatchObject({ code: 'model_not_found', param: 'model' });
  expect(error.message).toContain('qwen3:latest, far/smollm2:135m');
});

test.each([
  ['an unknown key', 'sk-other', OpenAI.AuthenticationError, 401, 'invalid_api_key'],
  ['an expired key', 'sk-expired', OpenAI.AuthenticationError, 401, 'expired_api_key'],
  ["an inactive user's key", 'sk-inactive', OpenAI.PermissionDeniedError, 403, 'inactive_user'],
])('%s is its typed error', async (_, key, type, status, code) => {
  const client = clientOf(await serveApp(testParts(noState(), { gateway })), key);

  const error = await failureOf(client.models.list());

  expect(error).toBeInstanceOf(type);
  expect(error).toMatchObject({ status, code, requestID: expect.stringMatching(/^trace-/) });
  expect(error.message).toMatch(/key/);
});

test.each([
  [new ServiceError('unavailable', 'away'), OpenAI.InternalServerError, 'unavailable'],
  [new ServiceError('rate-limited', 'busy'), OpenAI.RateLimitError, 'rate_limit_exceeded'],
  [new Error('secret'), OpenAI.InternalServerError, 'internal_error'],
])('what fails inside as %s is its typed error', async (failure, type, code) => {
  const broken = async () => {
    throw failure;
  };
  const parts = testParts(noState(), { gateway: { ...gateway, models: broken } });
  const client = clientOf(await serveApp(parts), 'sk-chat');

  const error = await failureOf(client.models.list());

  expect(error).toBeInstanceOf(type);
  expect(error).toMatchObject({ code });
  expect(error.message).not.toContain('secret');
});

test.each([
  ['without a key', '/v1/models', {}, 401, 'authentication_error', 'invalid_api_key'],
  [
    'with another scheme',
    '/v1/models',
    { authorization: 'Basic YTpi' },
    401,
    'authentication_error',
    'invalid_api_key',
  ],
  ['without a key in capitals', '/V1/models', {}, 401, 'authentication_error', 'invalid_api_key'],
  ['of no route', '/v1/nothing', bearer('sk-chat'), 404, 'invalid_request_error', 'not_found'],
])('a request %s is an error in their shape', async (_, path, headers, status, type, code) => {
  const url = await serveApp(testParts(noState(), { gateway }));

  const reply = await fetch(`${url}${path}`, { headers });

  expect(reply.status).toBe(status);
  expect(await reply.json()).toEqual({
    error: { message: expect.stringMatching(/./), type, param: null, code },
  });
});

function clientOf(url: string, apiKey: string): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
}

async function failureOf(
  call: PromiseLike<unknown>,
): Promise<InstanceType<typeof OpenAI.APIError>> {
  const error = await Promise.resolve(call).catch((reason: unknown) => reason);
  if (error instanceof OpenAI.APIError) return error;
  throw new Error('the call did not fail as expected', { cause: error });
}
