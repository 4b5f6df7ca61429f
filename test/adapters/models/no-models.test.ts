import { expect, test } from 'vitest';
import { createNoModels } from '../../../adapters/models/no-models.js';

const { signal } = new AbortController();

test('an instance without models lists none and has no default', async () => {
  expect(await createNoModels().list(signal)).toEqual([]);
  expect(await createNoModels().resolve(null, signal)).toBeUndefined();
});

test('a named model is not found, and the settings that would bring models are told', async () => {
  await expect(createNoModels().resolve('tiny', signal)).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringMatching(/OLLAMA_URL.*OPENAI_BASE_URL/),
  });
});
