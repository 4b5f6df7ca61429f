import { expect, test } from 'vitest';
import { API_TIMING } from '../../../api/api-timing.js';
import { type FailureCode, ServiceError } from '../../../contracts/failures.js';
import { noState } from '../no-state.js';
import { scriptedStarter } from '../scripted-starter.js';
import { post, serveApp, testParts } from '../test-app.js';

const state = noState();

const PAGE = {
  url: 'https://example.org/',
  title: 'A title',
  byline: null,
  published_at: null,
  language: 'en',
  media_type: 'text/html',
  text: 'Some text.',
  markdown: 'Some text.',
};

test('reading answers with the page', async () => {
  const key = await state.objects.put('pages', JSON.stringify(PAGE));
  const starter = scriptedStarter(state, undefined, { readPage: async () => ({ key }) });
  const url = await serveApp(testParts(state, { starter }));

  const reply = await post(`${url}/api/v1/read`, { url: 'https://example.org/' });

  expect(reply.status).toBe(200);
  expect(await reply.json()).toEqual(PAGE);
});

test.each<[FailureCode, number, string]>([
  ['forbidden', 403, 'page_forbidden'],
  ['not-found', 404, 'page_not_found'],
  ['too-large', 413, 'page_too_large'],
  ['unreadable', 422, 'page_unreadable'],
  ['rate-limited', 429, 'page_rate_limited'],
  ['unavailable', 424, 'page_unavailable'],
  ['stalled', 424, 'page_stalled'],
  ['storage-full', 507, 'storage_full'],
])('reading that fails as %s is a %i %s', async (code, status, error) => {
  const starter = scriptedStarter(state, undefined, {
    readPage: async () => {
      throw new ServiceError(code, 'what happened');
    },
  });
  const url = await serveApp(testParts(state, { starter }));

  const reply = await post(`${url}/api/v1/read`, { url: 'https://example.org/' });

  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ error, message: 'what happened' });
});

test.each([
  ['example.org', 'url_parsing'],
  ['http://', 'url_parsing'],
  ['file:///etc/passwd', 'url_scheme'],
  ['javascript:alert(1)', 'url_scheme'],
  ['', 'string_too_short'],
  [7, 'string_type'],
])('%j is no address: %s', async (address, type) => {
  const url = await serveApp(testParts(state));

  const reply = await post(`${url}/api/v1/read`, { url: address });

  expect(reply.status).toBe(422);
  expect(await reply.json()).toMatchObject({ detail: [{ type, loc: ['body', 'url'] }] });
});

test('reading that takes too long is a 504 and ends the work', async () => {
  let ended = false;
  const starter = scriptedStarter(state, undefined, {
    readPage: (_input, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          ended = true;
          reject(signal.reason);
        });
      }),
  });
  const url = await serveApp(testParts(state, { starter, timing: { ...API_TIMING, readMs: 50 } }));

  const reply = await post(`${url}/api/v1/read`, { url: 'https://example.org/' });

  expect(reply.status).toBe(504);
  expect(await reply.json()).toHaveProperty('error', 'read_timeout');
  expect(ended).toBe(true);
});

test('verifying hands the request over by key, answers, and keeps nothing of it', async () => {
  const request = { text: 'It is 90 m long.', evidence: [{ id: 'a', text: 'It is 80 m long.' }] };
  const verdict = { text: 'It is 90 m long.', verdict: 'contradicted', evidence_id: 'a' };
  const answer = {
    claims: [{ ...verdict, quote: 'It is 80 m long.', score: 0.9 }],
    grounding_score: 0,
  };
  let requestKey = '';
  const starter = scriptedStarter(state, undefined, {
    verifyText: async (input) => {
      requestKey = input.requestKey;
      expect(JSON.parse(await state.objects.getText(requestKey))).toEqual(request);
      return { key: await state.objects.put('replies', JSON.stringify(answer)) };
    },
  });
  const url = await serveApp(testParts(state, { starter }));

  const reply = await post(`${url}/api/v1/verify`, request);

  expect(reply.status).toBe(200);
  expect(await reply.json()).toEqual(answer);
  expect(await state.objects.has(requestKey)).toBe(false);
});

test('verifying names a fault inside the evidence by its place', async () => {
  const url = await serveApp(testParts(state));

  const empty = await post(`${url}/api/v1/verify`, { text: 'x', evidence: [] });
  const faulty = await post(`${url}/api/v1/verify`, {
    text: 'x',
    evidence: [{ text: 'a' }, { id: '' }],
  });

  expect(await empty.json()).toEqual({
    detail: [
      {
        type: 'too_short',
        loc: ['body', 'evidence'],
        msg: 'List should have at least 1 item after validation, not 0',
        input: [],
        ctx: { field_type: 'List', min_length: 1, actual_length: 0 },
      },
    ],
  });
  expect(await faulty.json()).toMatchObject({
    detail: [
      { type: 'string_too_short', loc: ['body', 'evidence', 1, 'id'] },
      { type: 'missing', loc: ['body', 'evidence', 1, 'text'], input: { id: '' } },
    ],
  });
});

test('verifying with a full disk is a 507', async () => {
  const put = async () => {
    throw new ServiceError('storage-full', 'the disk is full');
  };
  const url = await serveApp(testParts(state, { objects: { ...state.objects, put } }));

  const reply = await post(`${url}/api/v1/verify`, { text: 'x', evidence: [{ text: 'y' }] });

  expect(reply.status).toBe(507);
});
