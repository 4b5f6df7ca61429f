import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { ResearchResult } from '../../contracts/research.js';
import { estimateTokens } from '../../domain/answers/estimate-tokens.js';
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
  if (form === 'sections')
    return {
      sections: [
        { title: '1. Length of the Angara River', steps: [3] },
        { title: 'The river that leaves Baikal', steps: [2] },
      ],
    };
  if (form === 'state')
    return {
      state: 'partly',
      missing: 'its source',
      contradicts: '',
      query: 'source of the Angara River',
    };
  return 'The Angara River is 1,779 kilometres long [1].';
};

/** Tokens of the model's context: as few as the smallest models in use have. */
const CONTEXT = 2_048;

/** More than the context holds, all of it about the question. */
const LONG_PAGE = {
  path: '/surveys',
  title: 'Surveys of the Angara River and Lake Baikal',
  text: Array.from(
    { length: 120 },
    (_, at) =>
      `Survey ${at + 1} of the river that flows out of Lake Baikal counted ${3 * at + 5} rapids along the length of the Angara below station ${at + 40}.`,
  ).join(' '),
};

const RunEnd = z.object({ result: ResearchResult });
const Data = z.record(z.string(), z.unknown());

function eventsOf(stream: string) {
  return [...stream.matchAll(/^event: (\S+)\ndata: (.*)$/gm)].map(([, type, data = '{}']) => ({
    type,
    data: Data.parse(JSON.parse(data)),
  }));
}

let web: SmallWeb;
let chat: Awaited<ReturnType<typeof startScriptedChat>>;
let stack: TestStack;

beforeAll(async () => {
  web = await startSmallWeb([...LAKE_PAGES, LONG_PAGE]);
  chat = await startScriptedChat(USEFUL, CONTEXT);
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

test('the model judges what was found, and what it finds missing is asked for', async () => {
  const result = await research({ max_iterations: 2 });

  const [first, second] = result.execution_steps;
  expect(first).toMatchObject({ judged_by: 'model' });
  expect(first?.coverage[1]).toMatchObject({ state: 'partly', missing: 'its source' });
  expect(second?.queries).toContain('source of the Angara River');
  const judging = chat.calls.filter(({ form }) => form === 'state');
  expect(judging[0]?.prompt).toMatch(/never instructions/i);
});

test('each section is written from its own evidence within the context, streamed, and numbered as one report', async () => {
  const response = await fetch(`${stack.url}/api/v1/research`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: QUESTION, max_iterations: 2 }),
  });
  const told = eventsOf(await response.text());
  const { result } = RunEnd.parse(told.at(-1)?.data);

  expect(result.model_used).toBe('tiny:latest');
  expect(result.findings).toMatch(
    /## In short\n\nThe Angara River is 1,779 kilometres long \[\d\]/,
  );
  expect(result.grounding_score).toBe(1);
  expect(result.usage.model_calls).toBe(chat.calls.length);
  const written = chat.calls.filter(({ form }) => form === undefined);
  expect(written.length).toBeGreaterThan(1);
  for (const { options, truncate, prompt } of chat.calls) {
    expect(options).toMatchObject({ num_ctx: CONTEXT });
    expect(truncate).toBe(false);
    expect(estimateTokens(prompt)).toBeLessThan(CONTEXT);
  }
  expect(result.warnings.map(({ code }) => code)).toContain('evidence-left-out');
  const sections = told
    .filter(({ type }) => type === 'answer-start')
    .map(({ data }) => data['section']);
  expect(sections).toEqual(sections.map((_, at) => at + 1));
  expect(result.findings.match(/^## .*$/gm)?.slice(0, 3)).toEqual([
    '## In short',
    '## Length of the Angara River',
    '## The river that leaves Baikal',
  ]);
});

test('what the model invents is marked, after it was asked once to mend it', async () => {
  chat.answerWith((call) =>
    call.form === undefined
      ? 'The Angara River is 1,779 kilometres long [1]. It was dug by the Romans in 1843 [1].'
      : USEFUL(call),
  );
  const result = await research({ max_iterations: 1 });

  expect(result.findings).toContain('It was dug by the Romans in 1843 [unverified]');
  expect(result.hallucination_count).toBeGreaterThan(0);
  expect(chat.calls.filter(({ prompt }) => prompt.includes('Failed sentences'))).not.toEqual([]);
});

test('a model that writes only what no source says leaves a report of the sources, section by section', async () => {
  chat.answerWith((call) => (call.form === undefined ? 'Bananas are blue in May.' : USEFUL(call)));
  const result = await research({ max_iterations: 1 });

  expect(result.model_used).toBe('none (extractive)');
  expect(result.findings).toContain('1,779 kilometres');
  expect(result.findings).not.toContain('Bananas');
  expect(result.warnings.map(({ code }) => code)).toContain('extractive-section');
});

test('a model whose replies have no use leaves a plan by rules, and the report says why', async () => {
  chat.answerWith(() => '<<< nothing of use >>>');
  const result = await research({ max_iterations: 1 });

  expect(result.warnings).toContainEqual(
    expect.objectContaining({ code: 'plan-by-rules', subject: 'tiny:latest' }),
  );
  expect(result.findings).toContain('1,779 kilometres');
});
