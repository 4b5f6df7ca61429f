import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { readEnv } from '../../../../infra/env.js';
import { openGateway } from '../../../../infra/services/open-gateway.js';
import { realServer } from '../../../helpers/real-server.js';
import { noState } from '../../no-state.js';
import { serveApp, testParts } from '../../test-app.js';

const url = realServer('OLLAMA_URL') ?? '';
const TIMEOUT = { timeout: 300_000 };
const USER = [{ role: 'user' as const, content: 'Say hello.' }];

/** A small model on a real server answers anything; what counts is how. */
describe.skipIf(url === '')('with a real Ollama', () => {
  async function client(settings: Record<string, string> = { OLLAMA_URL: url }): Promise<OpenAI> {
    const sources = { connections: () => [], embedder: () => undefined };
    const gateway = openGateway(readEnv(settings), sources);
    const baseURL = `${await serveApp(testParts(noState(), { gateway }))}/v1`;
    return new OpenAI({ baseURL, apiKey: 'sk-ada', maxRetries: 0 });
  }

  test('its models are listed with what they can do and their context', TIMEOUT, async () => {
    const { data } = await (await client()).models.list();
    const chats = data.map(Object).filter((model) => model.capabilities.includes('chat'));

    expect(chats[0]).toMatchObject({ owned_by: 'ollama', context_length: expect.any(Number) });
  });

  test('a chat is counted by the model and ends for a reason', TIMEOUT, async () => {
    const openai = await client();

    const whole = await openai.chat.completions.create({
      model: '',
      messages: USER,
      max_tokens: 8,
    });
    const stream = await openai.chat.completions.create({
      model: '',
      messages: USER,
      max_tokens: 8,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const each of stream) chunks.push(each);

    expect(whole.choices[0]?.message.content).toMatch(/\w/);
    expect(whole.usage?.completion_tokens).toBeGreaterThan(0);
    expect(whole.usage?.completion_tokens).toBeLessThanOrEqual(8);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason).filter(Boolean)).toHaveLength(1);
    expect(chunks.at(-1)?.usage?.total_tokens).toBeGreaterThan(0);
  });

  test('a JSON schema is kept to', TIMEOUT, async () => {
    const schema = {
      type: 'object',
      properties: { capital: { type: 'string' }, population: { type: 'integer' } },
      required: ['capital', 'population'],
    };

    const { choices } = await (await client()).chat.completions.create({
      model: '',
      messages: [{ role: 'user', content: 'The capital of France?' }],
      max_tokens: 100,
      response_format: { type: 'json_schema', json_schema: { name: 'capital', schema } },
    });

    expect(JSON.parse(choices[0]?.message.content ?? '')).toMatchObject({
      capital: expect.any(String),
      population: expect.any(Number),
    });
  });

  test.each([
    ['its own address', { OLLAMA_URL: url }],
    ['its address of the OpenAI protocol', { OPENAI_BASE_URL: `${url}/v1` }],
  ])('a prompt longer than the context is refused at %s, not cut', TIMEOUT, async (_, settings) => {
    const openai = await client(settings);
    const content = 'A very long prompt indeed. '.repeat(8_000);

    const refusal: unknown = await openai.chat.completions
      .create({ model: '', messages: [{ role: 'user', content }], max_tokens: 1 })
      .catch((reason) => reason);

    expect(refusal).toMatchObject({ status: 400, code: 'context_length_exceeded' });
  });
});
