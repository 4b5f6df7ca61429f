import { expect, test } from 'vitest';
import { describeProviders } from '../../../adapters/gateway/describe-providers.js';
import { createOpenAiProvider } from '../../../adapters/gateway/openai-provider.js';
import { rememberModels } from '../../../adapters/gateway/remember-models.js';
import { readEnv } from '../../../infra/env.js';
import { openGateway } from '../../../infra/services/open-gateway.js';
import { serve } from '../../helpers/serve.js';
import { refuse, scriptOpenAi } from '../models/scripted-openai.js';

const PATIENCE = { silenceMs: 5_000, patienceMs: 5_000 };
const AWAY = 'http://127.0.0.1:9/v1';

function provider(name: string, baseUrl: string) {
  const server = { name, baseUrl, apiKey: undefined };
  return rememberModels(createOpenAiProvider({ ...server, ...PATIENCE }));
}

test('a provider is ready when it lists its models, and else says why not', async () => {
  const { baseUrl } = await scriptOpenAi(refuse(500, 'no'));
  const silent = await serve(() => {});

  const found = await describeProviders(
    [provider('up', baseUrl), provider('away', AWAY), provider('silent', `${silent}/v1`)],
    300,
  );

  expect(found).toEqual([
    { name: 'provider', using: 'up', state: 'ready', why: 'it has 1 model' },
    { name: 'provider', using: 'away', state: 'degraded', why: expect.stringContaining(AWAY) },
    {
      name: 'provider',
      using: 'silent',
      state: 'degraded',
      why: 'it did not list its models within 0.3 s',
    },
  ]);
});

test("the administrator's providers are described as they stand now, those of the settings elsewhere", async () => {
  const { baseUrl } = await scriptOpenAi(refuse(500, 'no'));
  const box = { name: 'box', kind: 'openai', apiUrl: baseUrl, apiKey: undefined } as const;
  let connections = [{ ...box, priority: 10 }];
  const env = readEnv({ OPENAI_BASE_URL: AWAY });
  const gateway = openGateway(env, {
    connections: () => connections,
    embedder: () => undefined,
  });

  expect(await gateway.describe()).toMatchObject([{ using: 'box', state: 'ready' }]);
  connections = [];
  expect(await gateway.describe()).toEqual([]);
});
