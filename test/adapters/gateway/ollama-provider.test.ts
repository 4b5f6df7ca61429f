import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createOllamaProvider } from '../../../adapters/gateway/ollama-provider.js';
import type { ChatCall, ChatChunk } from '../../../contracts/gateway.js';
import { type Answer, delta, done, json, scriptOllama, stream } from '../models/scripted-ollama.js';

const never = new AbortController().signal;
const USER = [{ role: 'user', content: 'hi' }];
const SEEING = ['completion', 'vision'];

test('its models have their capabilities and the context they are given', async () => {
  const { provider } = await ollama(undefined, { capabilities: ['completion', 'tools', 'vision'] });

  expect(await provider.models(never)).toEqual([
    {
      id: 'minilm:latest',
      provider: 'local',
      created: 0,
      capabilities: ['embeddings'],
      contextTokens: 2_048,
    },
    {
      id: 'tiny:latest',
      provider: 'local',
      created: 0,
      capabilities: ['chat', 'tools', 'vision'],
      contextTokens: 1_024,
    },
  ]);
});

describe('a chat', () => {
  test('is asked in its own words, never cut, with the context of every call', async () => {
    const { provider, sentTo } = await ollama();
    const options = {
      temperature: 0.5,
      stop: 'END',
      max_completion_tokens: 9,
      n: 3,
      user: 'u1',
      response_format: { type: 'json_schema', json_schema: { schema: { type: 'object' } } },
    };

    await provider.complete('tiny:latest', call({ options }), never);

    expect(sentTo('/api/chat')).toEqual([
      expect.objectContaining({
        model: 'tiny:latest',
        messages: USER,
        truncate: false,
        shift: false,
        format: { type: 'object' },
        options: { num_ctx: 1_024, num_predict: 9, temperature: 0.5, stop: ['END'] },
      }),
    ]);
  });

  test('is a reply with counts and a reason', async () => {
    const { provider } = await ollama((response) => {
      stream(response);
      response.write(delta('Hel'));
      response.write(delta('lo.'));
      response.end(done('length'));
    });

    expect(await provider.complete('tiny:latest', call(), never)).toEqual({
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'length' },
      ],
      usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
    });
  });

  test('keeps thinking apart', async () => {
    const { provider } = await ollama((response) => {
      stream(response);
      response.write(delta('', 'hm'));
      response.write(delta('Yes.'));
      response.end(done());
    });

    const { choices } = await provider.complete('tiny:latest', call(), never);

    expect(choices[0]?.message).toEqual({
      role: 'assistant',
      content: 'Yes.',
      reasoning_content: 'hm',
    });
  });

  test('calls tools by ids, and is told their answers by name', async () => {
    const { provider, sentTo } = await ollama((response) => {
      stream(response);
      const tool_calls = [{ function: { name: 'look', arguments: { at: 'x' } } }];
      response.write(`${JSON.stringify({ message: { content: '', tool_calls }, done: false })}\n`);
      response.end(done());
    });
    const tools = [{ type: 'function', function: { name: 'look' } }];

    const first = await provider.complete('tiny:latest', call({ options: { tools } }), never);
    const [asked] = first.choices;
    const tool_calls = asked?.message['tool_calls'];
    const messages = [
      ...USER,
      { role: 'assistant', content: null, tool_calls },
      { role: 'tool', tool_call_id: idOf(tool_calls), content: '42' },
    ];
    await provider.complete('tiny:latest', call({ messages, options: { tools } }), never);

    expect(asked).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: null,
        tool_calls: [
          {
            id: expect.stringMatching(/^call_/),
            type: 'function',
            function: { name: 'look', arguments: '{"at":"x"}' },
          },
        ],
      },
    });
    const [, second] = sentTo('/api/chat');
    expect(second?.messages).toMatchObject([
      {},
      { tool_calls: [{ function: { name: 'look', arguments: { at: 'x' } } }] },
      { role: 'tool', content: '42', tool_name: 'look' },
    ]);
  });

  test('shows images that come with it, and fetches none', async () => {
    const { provider, sentTo } = await ollama(undefined, { capabilities: SEEING });
    const withImage = (url: string) => {
      const content = [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url } },
      ];
      return call({ messages: [{ role: 'user', content }] });
    };

    await provider.complete('tiny:latest', withImage('data:image/png;base64,AAAA'), never);

    expect(sentTo('/api/chat')[0]?.messages).toEqual([
      { role: 'user', content: 'What is this?', images: ['AAAA'] },
    ]);
    await expect(
      provider.complete('tiny:latest', withImage('http://169.254.169.254/x.png'), never),
    ).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('with an image is refused for a model that cannot see', async () => {
    const { provider, sentTo } = await ollama();
    const image_url = { url: 'data:image/png;base64,AAAA' };
    const messages = [{ role: 'user', content: [{ type: 'image_url', image_url }] }];

    await expect(provider.complete('tiny:latest', call({ messages }), never)).rejects.toMatchObject(
      { code: 'bad-input', message: expect.stringContaining('cannot see images') },
    );
    expect(sentTo('/api/chat')).toEqual([]);
  });

  test('keeps what was refused before as what was said', async () => {
    const { provider, sentTo } = await ollama();
    const content = [{ type: 'refusal', refusal: 'I will not.' }];

    await provider.complete(
      'tiny:latest',
      call({ messages: [...USER, { role: 'assistant', content }] }),
      never,
    );

    expect(sentTo('/api/chat')[0]?.messages[1]).toEqual({
      role: 'assistant',
      content: 'I will not.',
    });
  });

  test.each([
    ['messages[0].content[0]', { messages: saying({ type: 'input_audio', input_audio: {} }) }],
    ['messages[0].content[0]', { messages: saying({ type: 'file', file: {} }) }],
    ['messages[0].content[0].image_url', { messages: saying({ type: 'image_url' }) }],
    [
      'messages[0].tool_calls[0].function.arguments',
      { messages: calling({ function: { name: 'look', arguments: { at: 'x' } } }) },
    ],
    ['messages[0].tool_calls[0].function', { messages: calling({ id: 'c' }) }],
    [
      'response_format.json_schema',
      { options: { response_format: { type: 'json_schema', json_schema: null } } },
    ],
  ])('with a wrong %s is told so as a fault of the request', async (part, changes) => {
    const { provider, sentTo } = await ollama();

    await expect(provider.complete('tiny:latest', call(changes), never)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(`cannot be given ${part}`),
    });
    expect(sentTo('/api/chat')).toEqual([]);
  });

  test('is streamed piece by piece', async () => {
    const { provider } = await ollama((response) => {
      stream(response);
      response.write(delta('Hel'));
      response.write(delta('lo.'));
      response.end(done());
    });

    const chunks: ChatChunk[] = [];
    for await (const batch of provider.stream('tiny:latest', call(), never)) chunks.push(...batch);

    expect(chunks).toEqual([
      { choices: [{ index: 0, delta: { content: 'Hel' }, finish_reason: null }] },
      { choices: [{ index: 0, delta: { content: 'lo.' }, finish_reason: null }] },
      {
        choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
        usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
      },
    ]);
  });

  test('that is too long is refused, not cut', async () => {
    const { provider } = await ollama(
      json({ error: 'input length exceeds the context length' }, 400),
    );

    await expect(provider.complete('tiny:latest', call(), never)).rejects.toMatchObject({
      code: 'context-overflow',
    });
  });

  test('ends at Ollama when it is aborted', async () => {
    const leaving = new AbortController();
    const { provider } = await ollama(async (response) => {
      stream(response);
      response.write(delta('Hel'));
      leaving.abort(new Error('left'));
      await once(response, 'close');
    });

    await expect(provider.complete('tiny:latest', call(), leaving.signal)).rejects.toThrow('left');
  });
});

test('embedding gives a vector for each text, and the tokens that were counted', async () => {
  const answer = json({
    embeddings: [
      [1, 0],
      [0, 1],
    ],
    prompt_eval_count: 5,
  });
  const { provider } = await ollama(answer);

  expect(await provider.embed('minilm:latest', { texts: ['a', 'b'], via: [] }, never)).toEqual({
    vectors: [
      [1, 0],
      [0, 1],
    ],
    usage: { prompt_tokens: 5, completion_tokens: 0, total_tokens: 5 },
  });
});

test.each([
  ['nomic-embed-text:latest', 2, [0.6, 0.8]],
  ['someone/qwen3-embedding:0.6b', 2, [0.6, 0.8]],
  ['nomic-embed-text:latest', 9, [0.48, 0.64, 0.6]],
  ['minilm:latest', 2, [0.48, 0.64, 0.6]],
])('%s asked for %d dimensions gives what it can', async (model, dimensions, vector) => {
  const { provider } = await ollama(json({ embeddings: [[0.48, 0.64, 0.6]] }));

  const { vectors } = await provider.embed(model, { texts: ['a'], dimensions, via: [] }, never);

  const rounded = vectors[0]?.map((value) => Math.round(value * 1e6) / 1e6);
  expect(rounded).toEqual(vector);
});

async function ollama(chat?: Answer, script: { capabilities?: readonly string[] } = {}) {
  const { url, sentTo } = await scriptOllama({ ...script, ...(chat && { chat }) });
  const patience = { silenceMs: 5_000, patienceMs: 5_000, contextTokens: 1_024 };
  return { provider: createOllamaProvider({ name: 'local', url, ...patience }), sentTo };
}

function call(changes: Partial<ChatCall> = {}): ChatCall {
  return { messages: USER, options: {}, via: [], ...changes };
}

function saying(part: object): ChatCall['messages'] {
  return [{ role: 'user', content: [part] }];
}

function calling(tool_call: object): ChatCall['messages'] {
  return [{ role: 'assistant', content: null, tool_calls: [tool_call] }];
}

function idOf(calls: unknown): unknown {
  return Array.isArray(calls) ? calls[0]?.id : undefined;
}
