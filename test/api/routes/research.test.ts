import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API_TIMING } from '../../../api/api-timing.js';
import { evidencePrefix } from '../../../contracts/evidence-prefix.js';
import { LOCAL_OWNER } from '../../../contracts/owners.js';
import { AwaitingApproval, StillGoing } from '../../../contracts/research-controls.js';
import type { RunKind } from '../../../contracts/runs.js';
import { endsWith, goesOn, scriptedStarter } from '../scripted-starter.js';
import { post, serveApp, testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();
/** A timeout of 10 s is over half a second after the request. */
const SOON = { ...API_TIMING, graceMs: -9_500 };
const PLAN = {
  original_query: 'q',
  steps: [],
  estimated_time: 3,
  complexity: 'simple',
};
const Detail = z.object({ detail: z.array(z.object({ type: z.string(), loc: z.array(z.any()) })) });

describe('research', () => {
  test('answers with the stored result and names its session', async () => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/research`, { query: '  Is it so?  ' });

    expect(reply.status).toBe(200);
    const [run] = starter.asked.started;
    expect(reply.headers.get('session-id')).toBe(run?.input.runId);
    expect(run?.workflowId).toBe(`research-${run?.input.runId}`);
    expect(run?.input.request).toMatchObject({
      query: 'Is it so?',
      mode: 'deep',
      max_iterations: 3,
      timeout: 300,
      sources: ['web'],
      budget: { seconds: null, tokens: null, pages: null, searches: null },
    });
  });

  test('reads numbers written as text, also within the budget', async () => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));

    const body = { query: 'q', max_iterations: '5', budget: { pages: '20' } };
    await post(`${url}/api/v1/research`, body);

    expect(starter.asked.started[0]?.input.request).toMatchObject({
      max_iterations: 5,
      budget: { pages: 20 },
    });
  });

  test.each([
    [{ query: '' }, ['body', 'query'], 'string_too_short'],
    [{ query: '   ' }, ['body', 'query'], 'value_error'],
    [{}, ['body', 'query'], 'missing'],
    [{ query: 'q', max_iterations: 0 }, ['body', 'max_iterations'], 'greater_than_equal'],
    [{ query: 'q', max_iterations: 11 }, ['body', 'max_iterations'], 'less_than_equal'],
    [{ query: 'q', timeout: 9 }, ['body', 'timeout'], 'greater_than_equal'],
    [{ query: 'q', timeout: 86_401 }, ['body', 'timeout'], 'less_than_equal'],
    [{ query: 'q', mode: 'slow' }, ['body', 'mode'], 'enum'],
    [{ query: 'q', sources: [] }, ['body', 'sources'], 'too_short'],
    [{ query: 'q', sources: ['disk'] }, ['body', 'sources', 0], 'enum'],
    [{ query: 'q', allowed_domains: ['a b'] }, ['body', 'allowed_domains', 0], 'value_error'],
    [{ query: 'q', budget: { pages: 0 } }, ['body', 'budget', 'pages'], 'greater_than_equal'],
  ])('of %j is refused at %j', async (body, loc, type) => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/research`, body);

    expect(reply.status).toBe(422);
    expect(Detail.parse(await reply.json()).detail).toMatchObject([{ loc, type }]);
    expect(starter.asked.started).toEqual([]);
  });

  test('starts from an ended session of its owner that had found something', async () => {
    const starter = scriptedStarter(state());
    const parts = testParts(state(), { starter });
    const url = await serveApp(parts);
    const earlier = await endedRun({});
    await parts.objects.put(evidencePrefix(earlier, 3), '{}');

    const reply = await post(`${url}/api/v1/research`, { query: 'q', follow_up_of: earlier });

    expect(reply.status).toBe(200);
    expect(starter.asked.started[0]?.input.request).toMatchObject({ follow_up_of: earlier });
  });

  test.each([
    ['of another owner', { owner: 'ada' }, 404, 'session_not_found'],
    ['of a kind without evidence', { kind: 'perplexity' }, 400, 'no_evidence_kept'],
    ['that goes on', { ended: false }, 409, 'session_running'],
    ['that found nothing', {}, 409, 'no_evidence'],
  ] as const)('starts from no session %s', async (_what, changes, status, error) => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));

    const follow_up_of = await endedRun(changes);
    const reply = await post(`${url}/api/v1/research`, { query: 'q', follow_up_of });

    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ error });
    expect(starter.asked.started).toEqual([]);
  });

  test('starts from no session that is not known, nor from one that is named badly', async () => {
    const url = await serveApp(testParts(state()));

    const unknown = { query: 'q', follow_up_of: '550e8400-e29b-41d4-a716-446655440000' };
    const reply = await post(`${url}/api/v1/research`, unknown);

    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ error: 'session_not_found' });
    const bad = await post(`${url}/api/v1/research`, { query: 'q', follow_up_of: 'yesterday' });
    expect(bad.status).toBe(422);
  });

  test.each([
    [
      { status: 'failed', error: { error: 'x', message: 'no disk' } },
      500,
      'research_execution_failed',
    ],
    [{ status: 'timed_out' }, 504, 'research_timeout'],
    [{ status: 'cancelled' }, 409, 'research_cancelled'],
  ] as const)('that ended as %j is answered by %s', async (outcome, status, error) => {
    const starter = scriptedStarter(state(), endsWith(outcome));
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/research`, { query: 'q' });

    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({
      error,
      session_id: starter.asked.started[0]?.input.runId,
    });
  });

  test('with the same idempotency key is one run', async () => {
    const starter = scriptedStarter(state());
    const url = await serveApp(testParts(state(), { starter }));
    const headers = { 'Idempotency-Key': 'research-key' };

    const first = await post(`${url}/api/v1/research`, { query: 'q' }, headers);
    const second = await post(`${url}/api/v1/research`, { query: 'q' }, headers);
    const other = await post(`${url}/api/v1/research`, { query: 'other' }, headers);

    expect(second.headers.get('session-id')).toBe(first.headers.get('session-id'));
    expect(other.status).toBe(409);
  });

  test('that waits for approval is answered with its plan, and with its result once that is decided', async () => {
    const decided: (() => Promise<void>)[] = [];
    const starter = scriptedStarter(state(), async ({ input: { runId } }, { events, runs }) => {
      const asked = { plan: PLAN, timeout: 60, default: 'cancel' };
      await events.append(runId, [
        { key: '1', type: 'plan-ready', data: { plan: PLAN } },
        { key: '2', type: 'approval-requested', data: asked },
      ]);
      decided.push(async () => {
        await events.append(runId, [{ key: '3', type: 'plan-decided', data: { approved: true } }]);
        await runs.end(runId, { status: 'completed', result: { findings: 'It is so.' } });
      });
    });
    const url = await serveApp(testParts(state(), { starter }));
    const body = { query: 'q', require_approval: true, approval_timeout: 60 };
    const headers = { 'Idempotency-Key': randomUUID() };

    const waiting = await post(`${url}/api/v1/research`, body, headers);

    expect(waiting.status).toBe(202);
    const session = `/api/v1/sessions/${waiting.headers.get('session-id')}`;
    expect(waiting.headers.get('location')).toBe(session);
    expect(AwaitingApproval.parse(await waiting.json())).toMatchObject({
      session_id: waiting.headers.get('session-id'),
      status: 'awaiting_approval',
      plan: PLAN,
      approval_timeout: 60,
      approval_default: 'approve',
      links: { plan: `${session}/plan`, events: `${session}/events`, session },
    });
    await decided[0]?.();
    const done = await post(`${url}/api/v1/research`, body, headers);
    expect(done.status).toBe(200);
    expect(await done.json()).toEqual({ findings: 'It is so.' });
    expect(starter.asked.started).toHaveLength(1);
  });

  test.each([
    [['run-paused'], 'resume'],
    [['run-paused', 'run-resumed'], null],
    [['budget-changed'], null],
  ] as const)(
    'that was held by %j is answered 202 once its time is over',
    async (told, waitingFor) => {
      const starter = scriptedStarter(state(), async (run, { events, runs }) => {
        const { runId } = run.input;
        await goesOn(run, { ...state(), events, runs });
        await events.append(
          runId,
          told.map((type) => ({ key: type, type, data: {} })),
        );
      });
      const url = await serveApp(testParts(state(), { starter, timing: SOON }));

      const reply = await post(`${url}/api/v1/research`, { query: 'q', timeout: 10 });

      expect(reply.status).toBe(202);
      const id = reply.headers.get('session-id');
      const session = `/api/v1/sessions/${id}`;
      expect(reply.headers.get('location')).toBe(session);
      expect(StillGoing.parse(await reply.json())).toMatchObject({
        session_id: id,
        status: 'running',
        waiting_for: waitingFor,
        links: { events: `${session}/events`, session },
      });
    },
  );

  test('that nobody held is late once its time is over', async () => {
    const starter = scriptedStarter(state(), goesOn);
    const url = await serveApp(testParts(state(), { starter, timing: SOON }));

    const reply = await post(`${url}/api/v1/research`, { query: 'q', timeout: 10 });

    expect(reply.status).toBe(504);
  });

  test('that fails before its plan waits is answered as a failure', async () => {
    const error = { error: 'x', message: 'no disk' };
    const starter = scriptedStarter(state(), endsWith({ status: 'failed', error }));
    const url = await serveApp(testParts(state(), { starter }));

    const reply = await post(`${url}/api/v1/research`, { query: 'q', require_approval: true });

    expect(reply.status).toBe(500);
  });

  test('streams its events when asked to', async () => {
    const url = await serveApp(testParts(state()));

    const reply = await post(`${url}/api/v1/research`, { query: 'q', stream: true });

    expect(reply.headers.get('content-type')).toContain('text/event-stream');
    expect(await reply.text()).toContain('event: run-end');
  });
});

/** A run in the table of runs; gives its id. */
async function endedRun(changes: {
  readonly owner?: string;
  readonly kind?: RunKind;
  readonly ended?: boolean;
}): Promise<string> {
  const { owner = LOCAL_OWNER, kind = 'search', ended = true } = changes;
  const id = randomUUID();
  const run = { id, kind, owner, query: 'q', mode: 'balanced', request: {}, workflowId: id };
  await state().runs.create(run);
  if (ended) await state().runs.end(id, { status: 'completed', result: {} });
  return id;
}
