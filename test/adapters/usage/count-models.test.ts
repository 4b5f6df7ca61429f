import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createPerplexityAnswers } from '../../../adapters/engines/perplexity.js';
import { createOllamaModels } from '../../../adapters/models/ollama-models.js';
import { countAnswers } from '../../../adapters/usage/count-answers.js';
import { countImages } from '../../../adapters/usage/count-images.js';
import { countModels } from '../../../adapters/usage/count-models.js';
import type { RunUsage } from '../../../adapters/usage/run-usage.js';
import { serveJson } from '../../helpers/serve.js';
import { QUESTION, readReply } from '../models/read-reply.js';
import { type Answer, delta, json, say, scriptOllama, stream } from '../models/scripted-ollama.js';

const RUN_ID = '0192f1c2-7a2b-4c3d-9e4f-5a6b7c8d9e0f';
const REQUEST = { ...QUESTION, runId: RUN_ID };
const { signal } = new AbortController();

describe('a call of a model', () => {
  test('counts towards its run with the tokens that the model counted', async () => {
    const { model, used } = await counted(say('Hel', 'lo.'));

    await readReply(model, REQUEST);

    expect(used).toEqual([
      { runId: RUN_ID, model: 'tiny:latest', promptTokens: 7, completionTokens: 3 },
    ]);
  });

  test('for JSON counts too, also where the reply is of no use', async () => {
    const { model, used } = await counted(say('no JSON at all'));

    const { value } = await model.ask(REQUEST, z.object({ steps: z.array(z.string()) }), signal);

    expect(value).toBeUndefined();
    expect(used).toMatchObject([{ runId: RUN_ID, promptTokens: 7, completionTokens: 3 }]);
  });

  test.each(['chat', 'ask'] as const)(
    'of %s that is given up counts about what it read',
    async (how) => {
      const leaving = new AbortController();
      const { model, used } = await counted((response) => {
        stream(response);
        response.write(delta('Hello, '));
        setImmediate(() => leaving.abort());
      });

      const call =
        how === 'chat'
          ? readReply(model, REQUEST, leaving.signal)
          : model.ask(REQUEST, z.object({}), leaving.signal);
      await call.catch(() => undefined);

      expect(used).toMatchObject([{ model: 'tiny:latest', promptTokens: 3 }]);
    },
  );

  test('that the server refuses counts nothing', async () => {
    const { model, used } = await counted(json({ error: 'out of memory' }, 500));

    await readReply(model, REQUEST).catch(() => undefined);

    expect(used).toEqual([]);
  });
});

test("an answer of Perplexity counts towards the run whose step asked, under its model's name", async () => {
  const { used, counts } = collecting();
  const baseUrl = await serveJson({
    model: 'sonar',
    usage: { prompt_tokens: 8, completion_tokens: 40, total_tokens: 48 },
    choices: [{ message: { role: 'assistant', content: 'Burj Khalifa.' } }],
  });
  const engine = countAnswers(createPerplexityAnswers({ apiKey: 'k', baseUrl }), counts);
  const workflowExecution = { workflowId: `perplexity-${RUN_ID}`, runId: 'first' };

  await new MockActivityEnvironment({ workflowExecution }).run(() =>
    engine.answer('tallest tower', signal),
  );

  expect(used).toEqual([{ runId: RUN_ID, model: 'sonar', promptTokens: 8, completionTokens: 40 }]);
});

test('an image counts towards its run under the model that drew it', async () => {
  const { used, counts } = collecting();
  const image = { bytes: new Uint8Array(), revisedPrompt: null, usage: null };
  const drawn = { model: 'flux', contentType: 'image/png' as const, sha256: '', image };
  const images = countImages(
    { draw: async (model) => (model === 'flux' ? drawn : undefined) },
    counts,
  );
  const order = { id: RUN_ID, prompt: 'a fox', size: '512x512' as const, via: [], onProgress() {} };

  await images.draw('flux', order, signal);
  await images.draw('gone', order, signal);

  expect(used).toEqual([{ runId: RUN_ID, model: 'flux', promptTokens: 0, completionTokens: 0 }]);
});

async function counted(chat: Answer) {
  const { url } = await scriptOllama({ chat });
  const { used, counts } = collecting();
  const model = await countModels(createOllamaModels({ url }), counts).resolve(null, signal);
  if (model === undefined) throw new Error('no model');
  return { model, used };
}

function collecting() {
  const used: object[] = [];
  const counts: RunUsage = {
    open: (runId) => (each) => {
      used.push({ runId, ...each });
    },
  };
  return { used, counts };
}
