import { expect, test } from 'vitest';
import { z } from 'zod';
import { createOllamaModels } from '../../../adapters/models/ollama-models.js';
import { QUESTION } from './read-reply.js';
import { type Answer, delta, done, json, say, scriptOllama, stream } from './scripted-ollama.js';

const { signal } = new AbortController();
const Plan = z.object({
  queries: z.array(z.string().min(1).max(300)).max(5),
  year: z.int().nullable(),
});

async function ask(chat: Answer) {
  const { url, sentTo } = await scriptOllama({ chat });
  const model = await createOllamaModels({ url, silenceMs: 500 }).resolve(null, signal);
  const reply = await model?.ask(QUESTION, Plan, signal);
  return { reply, sent: sentTo('/api/chat')[0] };
}

test('a shape comes back filled, with the tokens it took', async () => {
  const { reply } = await ask(say('{"queries":["a"],', '"year":null}'));

  expect(reply).toEqual({
    value: { queries: ['a'], year: null },
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10, model_calls: 1 },
  });
});

test('the grammar has no rules that engines refuse', async () => {
  const { sent } = await ask(say('{}'));

  expect(sent?.['format']).toEqual({
    type: 'object',
    properties: {
      queries: { type: 'array', maxItems: 5, items: { type: 'string', minLength: 1 } },
      year: { type: ['integer', 'null'] },
    },
    required: ['queries', 'year'],
    additionalProperties: false,
  });
  expect(sent?.options).toMatchObject({ temperature: 0, num_predict: QUESTION.maxTokens });
});

test('a reply that breaks a rule which only the shape knows has no value', async () => {
  const long = JSON.stringify({ queries: ['x'.repeat(301)], year: null });
  expect((await ask(say(long))).reply?.value).toBeUndefined();
});

test('an empty reply has no value, but its cost', async () => {
  const { reply } = await ask(say());
  expect(reply).toMatchObject({ value: undefined, usage: { total_tokens: 10 } });
});

test('a model that writes blanks for ever is ended', async () => {
  const { reply } = await ask(async (response, request) => {
    stream(response);
    response.write(delta('{"queries":["a"],"year":null'));
    while (!request.socket.destroyed) {
      response.write(delta('\n    '));
      await new Promise(setImmediate);
    }
  });
  expect(reply?.value).toEqual({ queries: ['a'], year: null });
});

test('a reply cut by the limit is repaired where it can be', async () => {
  const { reply } = await ask((response) => {
    stream(response);
    response.end(delta('{"year":2024,"queries":["a","b') + done('length'));
  });
  expect(reply?.value).toEqual({ year: 2024, queries: ['a', 'b'] });
});

test('a failure of the service is thrown', async () => {
  await expect(ask(json({ error: 'boom' }, 500))).rejects.toMatchObject({ code: 'unavailable' });
});
