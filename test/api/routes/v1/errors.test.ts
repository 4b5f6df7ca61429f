import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { createNoModels } from '../../../../adapters/models/no-models.js';
import { ServiceError } from '../../../../contracts/failures.js';
import { noState } from '../../no-state.js';
import { bearer } from '../../scripted-callers.js';
import { serveApp, testParts } from '../../test-app.js';

const chat = { ...createNoModels(), list: async () => ['qwen3:4b', 'smollm2:135m'] };

test("OpenAI's own client lists the models", async () => {
  const client = clientOf(await serveApp(testParts(noState(), { chat })), 'sk-chat');

  const { data } = await client.models.list();

  expect(data).toMatchObject([
    { id: 'qwen3:4b', object: 'model', created: expect.any(Number) },
    { id: 'smollm2:135m', object: 'model' },
  ]);
});

test.each([
  ['an unknown key', 'sk-other', OpenAI.AuthenticationError, 401, 'invalid_api_key'],
  ['an expired key', 'sk-expired', OpenAI.AuthenticationError, 401, 'expired_api_key'],
  ["an inactive user's key", 'sk-inactive', OpenAI.PermissionDeniedError, 403, 'inactive_user'],
])('%s is its typed error', async (_, key, type, status, code) => {
  const client = clientOf(await serveApp(testParts(noState(), { chat })), key);

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
  const parts = testParts(noState(), { chat: { ...chat, list: broken } });
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
  const url = await serveApp(testParts(noState(), { chat }));

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
