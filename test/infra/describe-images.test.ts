import { expect, test } from 'vitest';
import type { OfferedModel } from '../../contracts/gateway.js';
import { describeImages } from '../../infra/services/describe-images.js';

function lists(...ids: readonly string[]) {
  const rest = { provider: 'p', created: 0, contextTokens: null };
  const models = ids.map((id): OfferedModel => ({ id, capabilities: ['images'], ...rest }));
  const chat: OfferedModel = { id: 'tiny', capabilities: ['chat'], ...rest };
  return { models: async () => [chat, ...models] };
}

const away = { models: () => Promise.reject(new Error('away')) };
const URL = 'http://127.0.0.1:1';

test.each([
  [lists('flux'), undefined, 'ready', 'flux'],
  [lists('flux', 'sdxl'), URL, 'ready', 'flux and 1 more'],
  [lists(), undefined, 'off', 'none'],
  [lists(), URL, 'degraded', URL],
  [away, URL, 'degraded', URL],
])(
  'the image models of an instance are told, or why there are none',
  async (gateway, url, state, using) => {
    expect(await describeImages(gateway, url)).toMatchObject({ state, using });
  },
);
