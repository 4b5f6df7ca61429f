import { afterAll, beforeAll } from 'vitest';
import { type SmallPage, type SmallWeb, startSmallWeb } from './small-web.js';
import { startTestStack, type TestStack } from './test-stack.js';
import { startTwoModels } from './two-models.js';

type TwoModels = Awaited<ReturnType<typeof startTwoModels>>;

interface Started {
  readonly web: SmallWeb;
  readonly models: TwoModels;
  readonly stack: TestStack;
}

/** The product over some pages, with a model that thinks and one that writes, for all tests of a file. */
export function useTwoModelStack(pages: readonly SmallPage[], adminKey: string) {
  let parts: Started | undefined;

  beforeAll(async () => {
    const [web, models] = [await startSmallWeb(pages), await startTwoModels()];
    const stack = await startTestStack({
      SEARXNG_URL: web.engineUrl,
      ALLOWED_PRIVATE_HOSTS: web.pageHost,
      OLLAMA_URL: models.url,
      CHAT_MODEL: 'thinker',
      ADMIN_API_KEY: adminKey,
    });
    parts = { web, models, stack };
  }, 120_000);

  afterAll(async () => {
    await parts?.stack.close();
    parts?.web.close();
    parts?.models.close();
  });

  function started(): Started {
    if (parts === undefined) throw new Error('the stack is not up yet');
    return parts;
  }
  return {
    web: () => started().web,
    models: () => started().models,
    stack: () => started().stack,
  };
}
