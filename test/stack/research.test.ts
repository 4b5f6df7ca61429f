import { expect, test } from 'vitest';
import { z } from 'zod';
import { ResearchResult } from '../../contracts/research.js';
import { useSmallWebStack } from '../helpers/small-web-stack.js';
import { post } from '../helpers/test-stack.js';

const { stack, web } = useSmallWebStack();
const Session = z.object({ status: z.string(), result: ResearchResult });

async function research(body: Record<string, unknown>): Promise<ResearchResult> {
  const { status, json } = await post(`${stack().url}/api/v1/research`, body);
  expect(status, JSON.stringify(json)).toBe(200);
  return ResearchResult.parse(json);
}

const QUESTION = 'How long is the river that flows out of Lake Baikal?';

test('a question is planned, followed up and reported on, every sentence checked', async () => {
  const result = await research({ query: QUESTION });

  expect(result.findings).toContain('1,779 kilometres');
  expect(result.plan.steps.length).toBeGreaterThan(1);
  expect(result.execution_steps[0]).toMatchObject({ iteration: 1, judged_by: 'rules' });
  expect(result.citations.map(({ source_id }) => source_id)).toEqual(
    result.citations.map((_, at) => String(at + 1)),
  );
  expect(result.grounding_score).toBe(1);
  expect(result.model_used).toBe('none (extractive)');
  expect(result.ended_by).not.toBeNull();
});

test('a research that is cancelled in its first round leaves the pages it has read, and they are exported', async () => {
  web().delays.set('/angara', 30_000); // one page keeps the round in hand
  try {
    const response = await fetch(`${stack().url}/api/v1/research`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: QUESTION, timeout: 600 }),
    });
    const session = `${stack().url}/api/v1/sessions/${response.headers.get('session-id')}`;
    await cancelOnceRead(response, session);

    const { status, result } = Session.parse(await (await fetch(session)).json());
    expect(status).toBe('cancelled');
    expect(result.execution_steps).toMatchObject([{ iteration: 1, judged_by: 'rules' }]);
    expect(result.execution_steps[0]?.pages_read).toBeGreaterThan(0);
    expect(result.citations.map(({ evidence }) => evidence)).toContain('page');

    const report = await fetch(`${session}/report?format=md`);
    expect(report.status).toBe(200);
    expect(await report.text()).toContain('1 round with');
  } finally {
    web().delays.clear();
  }
});

/** Follows a run, cancels it as soon as a page was read, and waits for its end. */
async function cancelOnceRead(response: Response, session: string): Promise<void> {
  let text = '';
  let cancelled = false;
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (cancelled || !text.includes('event: page-read')) continue;
    cancelled = true;
    await fetch(`${session}/cancel`, { method: 'POST' });
  }
  expect(text).toMatch(/event: run-end\ndata: .*"status":"cancelled"/);
}

test('a research in one language uses no page, and no snippet, in another', async () => {
  web().change(
    '/baikal-seal',
    'Die Baikalrobbe lebt nur im Baikalsee. Sie ist eine der kleinsten Robben der Welt und die einzige, die nur in süßem Wasser lebt.\nDie Tiere sind mit einem Gewicht von 63 bis 70 Kilogramm nicht groß.',
  );
  const body = { query: 'Wo lebt die Baikalrobbe im Baikal?', language: 'de', max_iterations: 1 };

  const { citations, warnings } = await research(body);

  expect(citations.length).toBeGreaterThan(0);
  for (const { url } of citations) expect(url).toContain('/baikal-seal');
  expect(warnings).toContainEqual({
    code: 'page-unreadable',
    message: expect.stringMatching(/is in the language en, and this run keeps to de/),
    subject: expect.stringContaining('/lake-baikal'),
  });
});
