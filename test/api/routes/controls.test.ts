import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ApiError } from '../../../api/api-error.js';
import { endsWith, goesOn, scriptedStarter } from '../scripted-starter.js';
import { post, serveApp, testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();
const Detail = z.object({ detail: z.array(z.object({ loc: z.array(z.any()), msg: z.string() })) });

const STEP = { step_number: 1, description: 'd', search_query: 'q', expected_outcome: '' };

/** An app with one run that goes on, and the address of its controls. */
async function running(starter = scriptedStarter(state(), goesOn), path = 'research') {
  const url = await serveApp(testParts(state(), { starter }));
  const begun = await fetch(`${url}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'Is it so?' }),
  });
  const id = begun.headers.get('session-id') ?? '';
  await untilTold(begun, 'run-start');
  return { id, starter, at: `${url}/api/v1/sessions/${id}` };
}

/** Reads a stream of events until one of that type, then lets go of it. */
async function untilTold(response: Response, type: string): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes(`event: ${type}\n`)) return;
  }
}

describe('a control of a running research', () => {
  test.each([
    ['pause', undefined, { name: 'pause' }],
    ['resume', undefined, { name: 'resume' }],
    ['finish', undefined, { name: 'finish' }],
    ['steer', { direction: ' Costs ' }, { name: 'steer', body: { direction: 'Costs' } }],
    ['plan', {}, { name: 'plan', body: { approved: true } }],
    [
      'budget',
      { pages: 40 },
      { name: 'budget', body: { pages: 40, seconds: null, tokens: null, searches: null } },
    ],
  ])('is handed on: %s', async (name, body, control) => {
    const { id, at, starter } = await running();

    const reply = await post(`${at}/${name}`, body ?? {});

    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ id, status: 'running' });
    expect(starter.asked.controlled).toEqual([control]);
  });

  test('that does not fit is refused with the reason of the run', async () => {
    const refused = new ApiError({ status: 409, error: 'gathering_ended', message: 'Too late' });
    const control = () => Promise.reject(refused);
    const { at } = await running(scriptedStarter(state(), goesOn, { control }));

    const reply = await post(`${at}/steer`, { direction: 'Costs' });

    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({ error: 'gathering_ended', message: 'Too late' });
  });

  test.each([
    ['a long direction', 'steer', { direction: 'x'.repeat(10_000) }, ['body', 'direction']],
    ['an empty direction', 'steer', { direction: '  ' }, ['body', 'direction']],
    ['a budget without limits', 'budget', {}, ['body']],
    ['a limit of nothing', 'budget', { pages: 0 }, ['body', 'pages']],
    ['a plan without steps', 'plan', { steps: [] }, ['body', 'steps']],
    ['a step it lacks', 'plan', { steps: [{ ...STEP, depends_on: [4] }] }, ['body', 'steps', 0]],
    ['a gap', 'plan', { steps: [{ ...STEP, step_number: 2 }] }, ['body', 'steps', 0]],
    [
      'a circle',
      'plan',
      {
        steps: [
          { ...STEP, depends_on: [2] },
          { ...STEP, step_number: 2, depends_on: [1] },
        ],
      },
      ['body', 'steps', 0],
    ],
  ])('is refused by its body: %s', async (_what, name, body, loc) => {
    const { at, starter } = await running();

    const reply = await post(`${at}/${name}`, body);

    expect(reply.status).toBe(422);
    expect(Detail.parse(await reply.json()).detail[0]?.loc).toEqual(loc);
    expect(starter.asked.controlled).toEqual([]);
  });
});

test('a research that has ended takes no control', async () => {
  const ended = endsWith({ status: 'completed', result: {} });
  const { id, at } = await running(scriptedStarter(state(), ended));
  await state().events.untilEnd(id, new AbortController().signal);

  const reply = await post(`${at}/plan`, {});

  expect(reply.status).toBe(409);
  expect(await reply.json()).toMatchObject({ error: 'session_ended' });
});

test('a search can only be cancelled', async () => {
  const { at } = await running(scriptedStarter(state(), goesOn), 'search');

  const reply = await post(`${at}/pause`, {});

  expect(reply.status).toBe(409);
  expect(await reply.json()).toMatchObject({ error: 'not_controllable' });
});
