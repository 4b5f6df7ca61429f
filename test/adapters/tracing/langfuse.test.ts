import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createOllamaModels } from '../../../adapters/models/ollama-models.js';
import { createTracing } from '../../../adapters/tracing/langfuse.js';
import type { Run, RunStore } from '../../../contracts/runs.js';
import { serve } from '../../helpers/serve.js';
import { QUESTION, readReply } from '../models/read-reply.js';
import { type Answer, delta, json, say, scriptOllama, stream } from '../models/scripted-ollama.js';
import { receiveTraces } from './receiver.js';

const { signal } = new AbortController();
const RUN_ID = '0192f1c2-7a2b-4c3d-9e4f-5a6b7c8d9e0f';
const TRACE_ID = RUN_ID.replaceAll('-', '');
const KEYS = { publicKey: 'pk-1', secretKey: 'sk-1' };

async function traced(chat: Answer, status?: () => number) {
  const receiver = await receiveTraces(status);
  const { url } = await scriptOllama({ chat });
  const tracing = createTracing({ ...KEYS, baseUrl: receiver.baseUrl });
  const model = await tracing.wrapModels(createOllamaModels({ url })).resolve(null, signal);
  if (model === undefined) throw new Error('no model');
  return { receiver, tracing, model };
}

/** Does the work as an activity of the run does. */
function inRun<T>(work: () => Promise<T>): Promise<T> {
  const workflowExecution = { workflowId: `search-${RUN_ID}`, runId: 'first' };
  return new MockActivityEnvironment({ workflowExecution }).run(work);
}

describe('without its settings', () => {
  test('nothing is wrapped and there is no address', async () => {
    const tracing = createTracing({ ...KEYS, baseUrl: undefined });
    const models = createOllamaModels({ url: 'http://127.0.0.1:9' });

    expect(tracing.wrapModels(models)).toBe(models);
    expect(tracing.traceUrl(RUN_ID)).toBeNull();
    await tracing.close();
  });
});

describe('a model call', () => {
  test('a chat is a generation of its run, with what was asked, said and counted', async () => {
    const { receiver, tracing, model } = await traced(say('Hel', 'lo.'));
    await inRun(() => readReply(model));
    await tracing.close();

    expect(receiver.posts).toEqual([
      {
        path: '/api/public/otel/v1/traces',
        authorization: `Basic ${Buffer.from('pk-1:sk-1').toString('base64')}`,
        count: 1,
      },
    ]);
    expect(tracing.traceUrl(RUN_ID)).toBe(`${receiver.baseUrl}/trace/${TRACE_ID}`);
    expect(receiver.spans[0]).toMatchObject({
      name: 'chat',
      traceId: TRACE_ID,
      parentSpanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      attributes: {
        'langfuse.observation.type': 'generation',
        'langfuse.observation.model.name': 'tiny:latest',
        'langfuse.observation.input': JSON.stringify(QUESTION.messages),
        'langfuse.observation.output': 'Hello.',
        'langfuse.observation.usage_details': '{"input":7,"output":3,"total":10}',
        'langfuse.observation.completion_start_time': expect.stringMatching(/^"\d{4}-/),
      },
    });
  });

  test('a question for JSON is told with its value, and one without a value as a warning', async () => {
    const { receiver, tracing, model } = await traced(say('{"a":1}'));
    await model.ask(QUESTION, z.object({ a: z.number() }), signal);
    await model.ask(QUESTION, z.object({ b: z.number() }), signal);
    await tracing.close();

    expect(receiver.spans[0]?.attributes).toMatchObject({
      'langfuse.observation.output': '{"a":1}',
    });
    expect(receiver.spans[1]?.attributes).toMatchObject({
      'langfuse.observation.level': 'WARNING',
    });
    expect(receiver.spans[0]?.traceId).not.toBe(receiver.spans[1]?.traceId);
  });

  test('a failure is told as an error, and thrown as it was', async () => {
    const { receiver, tracing, model } = await traced(json({ error: 'boom' }, 500));
    await expect(readReply(model)).rejects.toMatchObject({ code: 'unavailable' });
    await tracing.close();

    expect(receiver.spans[0]?.attributes).toMatchObject({
      'langfuse.observation.level': 'ERROR',
      'langfuse.observation.status_message': expect.stringContaining('boom'),
    });
  });

  test('a reader that stops early still ends the call, which is told with what was said', async () => {
    const { receiver, tracing, model } = await traced((response) => {
      stream(response);
      response.write(delta('Hel'));
    });
    for await (const part of model.chat(QUESTION, signal)) if (part.type === 'text-delta') break;
    await tracing.close();

    expect(receiver.spans[0]?.attributes['langfuse.observation.output']).toBe('Hel');
  });

  test('an embedding is told by its size alone', async () => {
    const receiver = await receiveTraces();
    const tracing = createTracing({ ...KEYS, baseUrl: receiver.baseUrl });
    const embedder = tracing.wrapEmbedder({ name: 'mini', embed: async () => [[1]] });

    expect(await inRun(() => embedder.embed(['a secret'], signal))).toEqual([[1]]);
    await tracing.close();
    expect(receiver.spans[0]).toMatchObject({
      name: 'embed',
      traceId: TRACE_ID,
      attributes: { 'langfuse.observation.input': '{"texts":1,"characters":8}' },
    });
  });
});

describe('a run', () => {
  const run: Run = {
    id: RUN_ID,
    kind: 'search',
    owner: 'local',
    keyId: null,
    status: 'failed',
    query: 'How large?',
    mode: 'deep',
    request: {},
    result: { answer: 'Fifty [1].' },
    error: { error: 'timeout', message: 'too slow' },
    workflowId: `search-${RUN_ID}`,
    parentWorkflowId: null,
    createdAt: '2026-01-01T00:00:00Z',
    startedAt: null,
    completedAt: '2026-01-01T00:00:09Z',
  };
  const store = (ended: boolean): RunStore => ({
    create: async () => ({ run, created: true }),
    find: async () => run,
    list: async () => ({ runs: [], total: 0 }),
    listOpen: async () => [],
    begin: async () => true,
    keepPartial: async () => undefined,
    researchRoundSeconds: async () => null,
    end: async () => ended,
    releaseIdempotencyKey: async () => undefined,
    remove: async () => true,
  });

  test('its end is told once, as the span that its calls hang on', async () => {
    const { receiver, tracing, model } = await traced(say('hello'));
    await inRun(() => readReply(model));
    const outcome = { status: 'failed' } as const;

    expect(await tracing.wrapRuns(store(true)).end(RUN_ID, outcome)).toBe(true);
    expect(await tracing.wrapRuns(store(false)).end(RUN_ID, outcome)).toBe(false);
    await new Promise(setImmediate);
    await tracing.close();

    const [call, whole] = receiver.spans;
    expect(receiver.spans).toHaveLength(2);
    expect(call?.parentSpanId).toBe(whole?.spanId);
    expect(whole).toMatchObject({
      name: 'search',
      traceId: TRACE_ID,
      attributes: {
        'langfuse.trace.input': 'How large?',
        'langfuse.trace.output': 'Fifty [1].',
        'langfuse.trace.metadata.status': 'failed',
        'langfuse.observation.status_message': 'too slow',
      },
    });
    expect(whole?.parentSpanId).toBeUndefined();
  });
});

describe('trouble with the receiver', () => {
  test('one that is down is warned of once and costs a call nothing', async () => {
    const warnings: string[] = [];
    const { url } = await scriptOllama({ chat: say('hello') });
    const tracing = createTracing({
      ...KEYS,
      baseUrl: 'http://127.0.0.1:9',
      warn: (message) => void warnings.push(message),
    });
    const model = await tracing.wrapModels(createOllamaModels({ url })).resolve(null, signal);

    expect((await readReply(model)).text).toBe('hello');
    await readReply(model);
    await tracing.close();
    await tracing.close();
    expect(warnings).toHaveLength(1);
  });

  test('one that was broken gets its spans when it works again', async () => {
    const statuses = [500, 200];
    const { receiver, tracing, model } = await traced(say('hello'), () => statuses.shift() ?? 200);
    await readReply(model);
    await tracing.close();
    await tracing.close();

    expect(receiver.posts.map(({ count }) => count)).toEqual([1, 1]);
  });

  test('what it refuses for good is not sent again', async () => {
    const { receiver, tracing, model } = await traced(say('hello'), () => 401);
    await readReply(model);
    await tracing.close();
    await tracing.close();

    expect(receiver.posts).toHaveLength(1);
  });

  test('one that never answers holds the end up for 2 s at most', async () => {
    const baseUrl = await serve(() => undefined);
    const { url } = await scriptOllama({ chat: say('hello') });
    const tracing = createTracing({ ...KEYS, baseUrl });
    await readReply(await tracing.wrapModels(createOllamaModels({ url })).resolve(null, signal));
    const began = performance.now();
    await tracing.close();

    expect(performance.now() - began).toBeLessThan(3500);
  });
});
