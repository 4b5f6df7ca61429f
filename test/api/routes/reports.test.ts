import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { API_TIMING } from '../../../api/api-timing.js';
import { ServiceError } from '../../../contracts/failures.js';
import type { RunOutcome } from '../../../contracts/runs.js';
import type { RenderReportInput } from '../../../contracts/workflow-inputs.js';
import { scriptedStarter } from '../scripted-starter.js';
import { serveApp, testParts } from '../test-app.js';
import { useTestState } from '../test-state.js';

const state = useTestState();

test('a report is made once, kept, and sent again without being made', async () => {
  const { url, asked } = await serveReports();
  const id = await runWith({ status: 'completed', result: { answer: 'Yes [1].' } });

  const first = await fetch(`${url}/api/v1/sessions/${id}/report?format=html`);
  const second = await fetch(`${url}/api/v1/sessions/${id}/report?format=html`);

  expect(first.status).toBe(200);
  expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await first.text()).toBe('html of How deep is it, "really"?');
  expect(await second.text()).toBe('html of How deep is it, "really"?');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.prefix).toMatch(new RegExp(`^runs/${id}/reports/html-[0-9a-f]{64}$`));
});

test('another format and another result are other reports', async () => {
  const { url, asked } = await serveReports();
  const id = await runWith();
  await state().runs.keepPartial(id, { answer: 'first' });
  await fetch(`${url}/api/v1/sessions/${id}/report?format=md`);
  await fetch(`${url}/api/v1/sessions/${id}/report?format=json`);
  await state().runs.keepPartial(id, { answer: 'second' });
  await fetch(`${url}/api/v1/sessions/${id}/report?format=md`);

  expect(new Set(asked.map(({ prefix }) => prefix)).size).toBe(3);
});

test('the same file is not sent twice to a caller that names it', async () => {
  const { url } = await serveReports();
  const id = await runWith({ status: 'completed', result: {} });
  const etag = (await fetch(`${url}/api/v1/sessions/${id}/report`)).headers.get('etag') ?? '';

  const headers = { 'if-none-match': etag };
  const again = await fetch(`${url}/api/v1/sessions/${id}/report`, { headers });
  const other = await fetch(`${url}/api/v1/sessions/${id}/report?format=html`, { headers });

  expect(etag).not.toBe('');
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  expect(other.status).toBe(200);
});

test('the file is named after the question, and a browser shows it apart from everything of ours', async () => {
  const { url } = await serveReports();
  const id = await runWith({ status: 'completed', result: {} }, 'What is "湖"/../x?\r\n');

  const { headers } = await fetch(`${url}/api/v1/sessions/${id}/report`);

  expect(headers.get('content-disposition')).toBe(
    'inline; filename="What-is-?-x.md"; filename*=UTF-8\'\'What-is-%E6%B9%96-x.md',
  );
  expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*sandbox/);
  expect(headers.get('cache-control')).toBe('private, no-cache');
});

test.each([
  ['md', 'inline', 'text/markdown; charset=utf-8'],
  ['html', 'inline', 'text/html; charset=utf-8'],
  ['json', 'inline', 'application/json; charset=utf-8'],
  ['pdf', 'inline', 'application/pdf'],
  ['docx', 'attachment', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
])('%s is sent %s as %s', async (format, disposition, type) => {
  const { url } = await serveReports();
  const id = await runWith({ status: 'completed', result: {} });

  const { headers } = await fetch(`${url}/api/v1/sessions/${id}/report?format=${format}`);

  expect(headers.get('content-type')).toBe(type);
  expect(headers.get('content-disposition')).toBe(
    `${disposition}; filename="How-deep-is-it-really.${format}"`,
  );
});

test('what could not be shown is said in a header, and the report is made anew the next time', async () => {
  const { url, asked } = await serveReports(['No font covers Han: 漢']);
  const id = await runWith({ status: 'completed', result: {} });

  const first = await fetch(`${url}/api/v1/sessions/${id}/report`);
  await fetch(`${url}/api/v1/sessions/${id}/report`);

  expect(decodeURIComponent(first.headers.get('report-notes') ?? '')).toBe(
    'No font covers Han: 漢',
  );
  expect(asked).toHaveLength(2);
});

test('an unknown session is a 404', async () => {
  const { url } = await serveReports();

  const reply = await fetch(`${url}/api/v1/sessions/${randomUUID()}/report`);

  expect(reply.status).toBe(404);
  expect(await reply.json()).toMatchObject({ error: 'session_not_found' });
});

test.each([
  ['which has none yet', undefined, /no result yet/],
  ['which ended without one', { status: 'failed' } as const, /ended with status failed before/],
])('a session without a result, %s, is a 409', async (_which, outcome, message) => {
  const { url, asked } = await serveReports();
  const id = await runWith(outcome);

  const reply = await fetch(`${url}/api/v1/sessions/${id}/report`);

  expect(reply.status).toBe(409);
  expect(await reply.json()).toMatchObject({
    error: 'no_result',
    message: expect.stringMatching(message),
    session_id: id,
  });
  expect(asked).toEqual([]);
});

test.each(['exe', '', 'MD', 'html;x'])('the format %j is refused', async (format) => {
  const { url } = await serveReports();
  const id = await runWith({ status: 'completed', result: {} });

  const reply = await fetch(
    `${url}/api/v1/sessions/${id}/report?format=${encodeURIComponent(format)}`,
  );

  expect(reply.status).toBe(422);
  expect(await reply.json()).toMatchObject({
    detail: [{ type: 'enum', loc: ['query', 'format'] }],
  });
});

test.each([
  [new ServiceError('too-large', 'takes longer'), 413, 'too_large'],
  [new ServiceError('unreadable', 'no report'), 422, 'unreadable'],
  [new ServiceError('storage-full', 'full'), 507, 'storage_full'],
])('a report that fails as %s is a %i %s', async (error, status, name) => {
  const renderReport = () => Promise.reject(error);
  const starter = scriptedStarter(state(), undefined, { renderReport });
  const url = await serveApp(testParts(state(), { starter }));
  const id = await runWith({ status: 'completed', result: {} });

  const reply = await fetch(`${url}/api/v1/sessions/${id}/report`);

  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ error: name });
});

test('a report that is not made in time is a 504 that says what to do', async () => {
  const renderReport = (_input: RenderReportInput, _id: string, signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const starter = scriptedStarter(state(), undefined, { renderReport });
  const timing = { ...API_TIMING, reportMs: 50 };
  const url = await serveApp(testParts(state(), { starter, timing }));
  const id = await runWith({ status: 'completed', result: {} });

  const reply = await fetch(`${url}/api/v1/sessions/${id}/report`);

  expect(reply.status).toBe(504);
  expect(await reply.json()).toMatchObject({ error: 'report_timeout' });
});

test('deleting a session deletes its reports', async () => {
  const { url } = await serveReports();
  const id = await runWith({ status: 'completed', result: {} });
  await fetch(`${url}/api/v1/sessions/${id}/report`);
  expect(await state().objects.list(`runs/${id}/reports`)).toHaveLength(2);

  await fetch(`${url}/api/v1/sessions/${id}`, { method: 'DELETE' });

  expect(await state().objects.list(`runs/${id}`)).toEqual([]);
});

/** An API whose reports are a line each; with notes they are not kept where they are looked for. */
async function serveReports(notes: string[] = []) {
  const asked: RenderReportInput[] = [];
  const { objects } = state();
  const starter = scriptedStarter(state(), undefined, {
    renderReport: async (input) => {
      asked.push(input);
      const { query } = JSON.parse(await objects.getText(input.requestKey));
      const prefix = notes.length === 0 ? input.prefix : 'elsewhere';
      return { key: await objects.put(prefix, `${input.format} of ${query}`), notes };
    },
  });
  return { url: await serveApp(testParts(state(), { starter })), asked };
}

async function runWith(outcome?: RunOutcome, query = 'How deep is it, "really"?'): Promise<string> {
  const id = randomUUID();
  const run = { id, kind: 'search', owner: 'local', query, mode: 'balanced' } as const;
  await state().runs.create({ ...run, request: {}, workflowId: `search-${id}` });
  if (outcome !== undefined) await state().runs.end(id, outcome);
  return id;
}
