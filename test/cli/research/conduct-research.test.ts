import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { researchResult } from '../../helpers/sample-results.js';
import {
  type Answer,
  openStream,
  refuse,
  SESSION,
  scriptedApi,
  sse,
  stream,
} from '../ask/scripted-api.js';
import { personWho, researchHere } from './research-here.js';

const RESULT = researchResult({ suggested_follow_ups: ['When was it measured?'] });
const END = sse(9, 'run-end', { status: 'completed', result: RESULT });
const PLAN = {
  original_query: 'q',
  estimated_time: 3,
  complexity: 'simple',
  steps: [
    {
      step_number: 1,
      description: 'Find the depth',
      search_query: 'depth of Baikal',
      expected_outcome: '',
      depends_on: [],
    },
  ],
};
const ASKED = sse(2, 'approval-requested', { plan: PLAN, timeout: 60, default: 'cancel' });

const DECLINED =
  sse(3, 'plan-decided', { approved: false, by: 'person' }) +
  sse(4, 'run-end', { status: 'cancelled' });

test('prints the report with its sources and what to ask next, and progress apart from it', async () => {
  const planned = sse(1, 'plan-ready', { plan: PLAN, planned_by: 'rules' });
  const { url, bodies } = await scriptedApi({ research: [stream([planned, END], 'end')] });

  const { code, stdout, stderr } = await researchHere({
    options: { api: url, iterations: 5, mode: 'speed', timeout: 60, followUp: SESSION },
  });

  expect(code).toBe(0);
  expect(stdout).toContain('Lake Baikal is 1,642 metres deep [1].');
  expect(stdout).toContain('[1] Lake Baikal\n    https://example.org/baikal (page');
  expect(stdout).toContain('To ask next\n- When was it measured?');
  expect(stderr).toContain('1. Find the depth');
  expect(bodies).toMatchObject([
    {
      query: 'How deep?',
      follow_up_of: SESSION,
      max_iterations: 5,
      mode: 'speed',
      timeout: 60,
      stream: true,
    },
  ]);
});

test('prints the result alone with --json', async () => {
  const { url } = await scriptedApi({ research: [stream([END], 'end')] });

  const { code, stdout } = await researchHere({ options: { api: url, json: true } });

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(RESULT);
});

test('writes the report that the instance makes to the file', async () => {
  const path = join(await newFolder(), 'report.pdf');
  const { url, requests } = await scriptedApi({
    research: [stream([END], 'end')],
    report: (response) =>
      response.writeHead(200, { 'report-notes': encodeURIComponent('No font, sorry') }).end('%PDF'),
  });

  const { code, stdout, stderr } = await researchHere({ options: { api: url, out: path } });

  expect(code).toBe(0);
  expect(await readFile(path, 'utf8')).toBe('%PDF');
  expect(requests.at(-1)).toBe(`GET /api/v1/sessions/${SESSION}/report?format=pdf`);
  expect(stderr).toContain('! No font, sorry');
  expect(stdout).toBe('');
});

test('a report that cannot be made is a failure that keeps the session', async () => {
  const path = join(await newFolder(), 'report.docx');
  const error = { error: 'too_large', message: 'The report is too large', trace_id: 't' };
  const { url } = await scriptedApi({
    research: [stream([END], 'end')],
    report: refuse(500, error),
  });

  const { code, stderr } = await researchHere({ options: { api: url, out: path } });

  expect(code).toBe(1);
  expect(stderr).toContain('The report is too large');
});

test('a run that came too late exits with 1 and still writes what it had found', async () => {
  const path = join(await newFolder(), 'report.md');
  const end = sse(1, 'run-end', { status: 'timed_out', result: RESULT });
  const { url } = await scriptedApi({
    research: [stream([end], 'end')],
    report: (response) => response.writeHead(200).end('# partial'),
  });

  const { code, stderr } = await researchHere({ options: { api: url, out: path } });

  expect(code).toBe(1);
  expect(stderr).toContain('ran out of time');
  expect(await readFile(path, 'utf8')).toBe('# partial');
});

test.each([
  [{ out: 'report.exe' }, '.pdf'],
  [{ out: '/no/such/folder/report.md' }, 'cannot be written'],
  [{ iterations: 11 }, 'max_iterations'],
  [{ followUp: 'yesterday' }, 'follow_up_of'],
  [{ approve: true }, 'there is none'],
])('refuses %j before anything is asked', async (options, word) => {
  const { url, requests } = await scriptedApi({ research: [] });

  const { code, stderr } = await researchHere({ options: { api: url, ...options } });

  expect(code).toBe(2);
  expect(stderr).toContain(word);
  expect(requests).toEqual([]);
});

test('a plan is edited until it is one, and carried out as it then stands', async () => {
  const { url, bodies } = await scriptedApi(waitingRun(['accepted']));
  const { person, shown, edited } = personWho(
    ['what?', 'e', 'e', 'y'],
    ['1. Depth | depth | after: 9', '1. Depth | depth\n2. Age'],
  );

  const { code, stdout } = await researchHere({ options: { api: url, approve: true }, person });

  expect(code).toBe(0);
  expect(stdout).toContain('1,642');
  expect(shown.join('\n')).toContain('after step 9');
  expect(edited[1]).toContain('after: 9');
  expect(bodies).toMatchObject([
    { require_approval: true, approval_default: 'cancel' },
    { approved: true, steps: [{ description: 'Depth' }, { description: 'Age', step_number: 2 }] },
  ]);
});

test('a decision that the API refuses is asked for again', async () => {
  const refused = refuse(409, { error: 'session_not_started', message: 'Not yet', trace_id: 't' });
  const { url, bodies } = await scriptedApi(waitingRun([refused, 'accepted']));
  const { person } = personWho(['y', 'y']);

  const { code, stderr } = await researchHere({ options: { api: url, approve: true }, person });

  expect(code).toBe(0);
  expect(stderr).toContain('! Not yet');
  expect(bodies.slice(1)).toEqual([{ approved: true }, { approved: true }]);
});

test('a declined plan ends with 130', async () => {
  const { url, bodies } = await scriptedApi(waitingRun(['declined']));

  const { code, stderr } = await researchHere({
    options: { api: url, approve: true },
    person: personWho(['n']).person,
  });

  expect(code).toBe(130);
  expect(bodies.at(-1)).toEqual({ approved: false });
  expect(stderr).toContain('The plan was declined');
});

test('a plan that is decided elsewhere is no longer asked for', async () => {
  let aborted = false;
  const { url } = await scriptedApi({
    research: [
      stream([ASKED, sse(3, 'plan-decided', { approved: true, by: 'person' }), END], 'end'),
    ],
  });
  const person = {
    ...personWho([]).person,
    answer: (_question: string, signal: AbortSignal) =>
      new Promise<string>((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(signal.reason);
        });
      }),
  };

  const { code, stderr } = await researchHere({ options: { api: url, approve: true }, person });

  expect(code).toBe(0);
  expect(aborted).toBe(true);
  expect(stderr).not.toContain('!');
});

test('an interruption cancels the run and exits with 130', async () => {
  const interrupt = new AbortController();
  let end = () => {};
  const { url, requests } = await scriptedApi({
    research: [
      (response) => {
        openStream(response);
        response.write(sse(1, 'round-start', { iteration: 1, queries: [] }));
        end = () => response.end(sse(2, 'run-end', { status: 'cancelled' }));
      },
    ],
    cancel(response) {
      response.writeHead(202).end();
      end();
    },
  });

  const { code, stderr } = await researchHere({
    options: { api: url },
    interrupted: interrupt.signal,
    onProgress: () => interrupt.abort(),
  });

  expect(code).toBe(130);
  expect(requests.at(-1)).toBe(`POST /api/v1/sessions/${SESSION}/cancel`);
  expect(stderr).toContain('The research was cancelled.');
});

type Decided = Answer | 'accepted' | 'declined';

/** A run that waits for its plan to be decided; each decision is answered as told. */
function waitingRun(decisions: readonly Decided[]) {
  let end = (_events: string) => {};
  const research: Answer[] = [
    (response) => {
      openStream(response);
      response.write(ASKED);
      end = (events) => void response.end(events);
    },
  ];
  const plan = decisions.map((decided): Answer => {
    if (typeof decided !== 'string') return decided;
    return (response) => {
      response.writeHead(200).end('{}');
      end(decided === 'accepted' ? END : DECLINED);
    };
  });
  return { research, plan };
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-research-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
