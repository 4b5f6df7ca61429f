import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ResearchResult } from '../../contracts/research.js';
import { type ChatScript, startScriptedChat } from '../helpers/scripted-chat.js';
import { LAKE_PAGES, type SmallWeb, startSmallWeb } from '../helpers/small-web.js';
import { post, startTestStack, type TestStack } from '../helpers/test-stack.js';

const QUESTION = 'How long is the river that flows out of Lake Baikal?';

/** What a useful model says to each question that a research asks it. */
const USEFUL: ChatScript = ({ form }) => {
  if (form === 'steps')
    return {
      steps: [
        {
          task: 'The river that flows out',
          query: 'river that flows out of Lake Baikal',
          after: [],
        },
        { task: 'Its length', query: 'length of [the river that flows out of Baikal]', after: [1] },
      ],
    };
  return 'The Angara River is 1,779 kilometres long [1].';
};

let web: SmallWeb;
let chat: Awaited<ReturnType<typeof startScriptedChat>>;
let stack: TestStack;

beforeAll(async () => {
  web = await startSmallWeb(LAKE_PAGES);
  chat = await startScriptedChat(USEFUL);
  stack = await startTestStack({
    SEARXNG_URL: web.engineUrl,
    ALLOWED_PRIVATE_HOSTS: web.pageHost,
    OLLAMA_URL: chat.url,
    CHAT_MODEL: 'tiny',
  });
}, 120_000);

afterAll(async () => {
  await stack?.close();
  chat?.close();
  web?.close();
});

beforeEach(() => {
  chat.calls.length = 0;
  chat.answerWith(USEFUL);
});

async function research(body: Record<string, unknown> = {}): Promise<ResearchResult> {
  const { status, json } = await post(`${stack.url}/api/v1/research`, { query: QUESTION, ...body });
  expect(status, JSON.stringify(json)).toBe(200);
  return ResearchResult.parse(json);
}

test('the model plans the steps, and its tokens are counted', async () => {
  const result = await research({ max_iterations: 2 });

  expect(result.plan.steps.map(({ description, depends_on }) => [description, depends_on])).toEqual(
    [
      ['Sources on the question as a whole', []],
      ['The river that flows out', []],
      ['Its length', [2]],
    ],
  );
  expect(result.usage.total_tokens).toBeGreaterThan(0);
  expect(result.warnings.map(({ code }) => code)).not.toContain('plan-by-rules');
});

test('a model whose replies have no use leaves a plan by rules, and the report says why', async () => {
  chat.answerWith(() => '<<< nothing of use >>>');
  const result = await research({ max_iterations: 1 });

  expect(result.warnings).toContainEqual(
    expect.objectContaining({ code: 'plan-by-rules', subject: 'tiny:latest' }),
  );
  expect(result.findings).toContain('1,779 kilometres');
});
