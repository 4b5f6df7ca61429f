import { afterAll, beforeAll } from 'vitest';
import { LAKE_PAGES, type SmallWeb, startSmallWeb } from './small-web.js';
import { startTestStack, type TestStack } from './test-stack.js';

/** The product over the pages about the lake, for all tests of a file. */
export function useSmallWebStack(settings: Readonly<Record<string, string>> = {}): {
  web(): SmallWeb;
  stack(): TestStack;
} {
  let web: SmallWeb | undefined;
  let stack: TestStack | undefined;

  beforeAll(async () => {
    web = await startSmallWeb(LAKE_PAGES);
    stack = await startTestStack({
      SEARXNG_URL: web.engineUrl,
      ALLOWED_PRIVATE_HOSTS: web.pageHost,
      ...settings,
    });
  }, 120_000);

  afterAll(async () => {
    await stack?.close();
    web?.close();
  });

  return { web: () => started(web), stack: () => started(stack) };
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the stack is not up yet');
  return part;
}
