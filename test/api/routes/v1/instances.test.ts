import { expect, test } from 'vitest';
import { createGateway } from '../../../../adapters/gateway/create-gateway.js';
import { createOpenAiProvider } from '../../../../adapters/gateway/openai-provider.js';
import { rememberModels } from '../../../../adapters/gateway/remember-models.js';
import { createRemoteProvider } from '../../../../adapters/gateway/remote-provider.js';
import type { ModelProvider } from '../../../../contracts/gateway.js';
import { complete, scriptOpenAi } from '../../../adapters/models/scripted-openai.js';
import { noState } from '../../no-state.js';
import { bearer } from '../../scripted-callers.js';
import { serveApp, testParts } from '../../test-app.js';

const PATIENCE = { silenceMs: 5_000, patienceMs: 5_000 };

test('two instances that are providers of each other list their own models to each other, at once', async () => {
  const { baseUrl } = await scriptOpenAi(complete('here'));
  const model = createOpenAiProvider({ name: 'up', baseUrl, apiKey: undefined, ...PATIENCE });
  const first = await serveInstance('first', [model]);
  const second = await serveInstance('second', [remote('first', first.url)]);
  first.providers.push(remote('second', second.url));

  const startedAt = performance.now();
  expect(await idsOf(first.url)).toEqual(['tiny']);
  expect(await idsOf(second.url)).toEqual(['first/tiny']);
  // Waiting for each other they would do so for the 10 s that a list may take.
  expect(performance.now() - startedAt).toBeLessThan(8_000);
});

/** An instance whose providers can be changed. */
async function serveInstance(instanceId: string, providers: ModelProvider[]) {
  const gateway = createGateway({
    providers: () => providers,
    defaultChat: null,
    defaultEmbedding: null,
  });
  return { url: await serveApp(testParts(noState(), { gateway, instanceId })), providers };
}

function remote(name: string, url: string): ModelProvider {
  const server = { name, baseUrl: `${url}/v1`, apiKey: 'sk-ada', remote: true, ...PATIENCE };
  return rememberModels(createRemoteProvider(createOpenAiProvider(server)));
}

async function idsOf(url: string): Promise<unknown> {
  const reply = await fetch(`${url}/v1/models`, { headers: bearer('sk-ada') });
  const { data } = Object(await reply.json());
  return data.map(({ id }: { id: string }) => id);
}
