import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { conductBatch } from '../../../cli/batch/conduct-batch.js';
import { collectOutput } from '../ask/collect-output.js';
import { type Answer, refuse, stream } from '../ask/scripted-api.js';
import { BATCH, counts, item, openWith, scriptedBatches } from './scripted-batches.js';

const DONE = counts(9, 'batch-end', { status: 'completed', completed: 2 });

test('starts the batch with its options, shows how far it is and prints the results', async () => {
  const { url, requests, bodies } = await scriptedBatches({
    events: [stream([counts(3, 'batch-progress', { waiting: 1, completed: 1 }), DONE], 'end')],
  });

  const { code, stdout, stderr } = await batchHere({
    options: { api: url, skipInvalid: true, mode: 'speed', kind: 'research', window: 8 },
  });

  expect(code).toBe(0);
  expect(requests).toEqual([
    'POST /api/v1/batches?kind=research&mode=speed&window=8&skip_invalid=true',
    `GET /api/v1/batches/${BATCH}/events 0`,
    `GET /api/v1/batches/${BATCH}/results`,
  ]);
  expect(bodies).toEqual(['"why?"\n']);
  expect(stdout).toBe('{"line":1}\n');
  expect(stderr).toContain('1 of 2 done: 1 completed');
  expect(stderr).toContain('The batch is completed: 2 of 2 done: 2 completed.');
});

test('names each failed item once and exits with 1', async () => {
  const failed = item(4, { line: 17, query: 'why\u001b[31m not?', session_id: BATCH });
  const end = counts(9, 'batch-end', { status: 'completed', completed: 1, failed: 1 });
  const { url, requests } = await scriptedBatches({
    events: [
      stream([counts(3, 'batch-progress', { running: 2 }), failed], 'break'),
      stream([failed, counts(4, 'batch-progress', { running: 1, failed: 1 }), end], 'end'),
    ],
  });

  const { code, stdout, stderr } = await batchHere({ options: { api: url } });

  expect(code).toBe(1);
  expect(stdout).not.toBe('');
  const named = `! Line 17 failed, “why not?”: every engine failed (session ${BATCH})\n`;
  expect(stderr.split(named)).toHaveLength(2);
  expect(requests).toContain(`GET /api/v1/batches/${BATCH}/events 3`);
});

test('lines that were left out on purpose are named and are no failure', async () => {
  const invalid = item(2, {
    line: 3,
    status: 'invalid',
    error: { error: 'x', message: 'no text' },
  });
  const end = counts(9, 'batch-end', { status: 'completed', completed: 1, invalid: 1 });
  const { url } = await scriptedBatches({ events: [stream([invalid, end], 'end')] });

  const { code, stderr } = await batchHere({ options: { api: url, skipInvalid: true } });

  expect(code).toBe(0);
  expect(stderr).toContain('! Line 3 invalid, “why?”: no text');
});

test('writes the results to a file, whole or not at all', async () => {
  const folder = await newFolder();
  const out = join(folder, 'results.jsonl');
  const broken: Answer = (response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"line":1}\n');
    setTimeout(() => response.destroy(), 20);
  };
  const whole = await scriptedBatches({ events: [stream([DONE], 'end')] });
  const cut = await scriptedBatches({ events: [stream([DONE], 'end')], results: broken });

  const lost = await batchHere({ options: { api: cut.url, out } });
  expect(lost.code).toBe(1);
  expect(lost.stderr).toContain(`batch ${BATCH} holds the results`);
  expect(await readdir(folder)).toEqual([]);

  const written = await batchHere({ options: { api: whole.url, out } });
  expect(written).toMatchObject({ code: 0, stdout: '' });
  expect(await readFile(out, 'utf8')).toBe('{"line":1}\n');
});

test('bad lines are refused by their number with exit code 2', async () => {
  const msg = 'Line 17: query: it is empty';
  const detail = [{ type: 'x', loc: ['body', 'line', 17, 'query'], msg, input: '' }];
  const { url } = await scriptedBatches({ start: refuse(422, { detail }) });

  const { code, stdout, stderr } = await batchHere({ options: { api: url } });

  expect(code).toBe(2);
  expect(stderr).toBe(`! ${msg}\n`);
  expect(stdout).toBe('');
});

test.each([
  ['questions.txt', {}, '.jsonl'],
  ['/no/such/file.jsonl', {}, 'cannot be read'],
  [undefined, {}, 'Name a file'],
  ['questions.csv', { follow: BATCH }, 'not both'],
  [undefined, { follow: 'yesterday' }, 'id of a batch'],
  [undefined, { follow: BATCH, out: '/no/such/folder/results.jsonl' }, 'cannot be written'],
])('refuses %j with %j before anything is asked', async (file, options, word) => {
  const { url, requests } = await scriptedBatches({});

  const { code, stderr } = await batchHere({
    file: file ?? null,
    options: { api: url, ...options },
  });

  expect(code).toBe(2);
  expect(stderr).toContain(word);
  expect(requests).toEqual([]);
});

test('follows a batch that was started before, from its beginning', async () => {
  const { url, requests } = await scriptedBatches({ events: [stream([DONE], 'end')] });

  const { code } = await batchHere({ file: null, options: { api: url, follow: BATCH } });

  expect(code).toBe(0);
  expect(requests[0]).toBe(`GET /api/v1/batches/${BATCH}/events 0`);
});

test('an interruption cancels the batch, waits for its end and writes what there is', async () => {
  let end = () => {};
  const { url, requests } = await scriptedBatches({
    events: [
      (response, request, body) => {
        openWith(counts(3, 'batch-progress', { waiting: 1, completed: 1 }))(
          response,
          request,
          body,
        );
        const ended = counts(9, 'batch-end', { status: 'cancelled', completed: 1, cancelled: 1 });
        end = () => response.end(ended);
      },
    ],
    cancel(response) {
      response.writeHead(202).end();
      end();
    },
  });

  const { code, stdout, stderr } = await batchHere({
    options: { api: url },
    interruptAt: '1 of 2 done',
  });

  expect(code).toBe(130);
  expect(requests).toContain(`POST /api/v1/batches/${BATCH}/cancel`);
  expect(stderr).toContain('Interrupted. The batch is cancelled: 2 of 2 done');
  expect(stdout).toBe('{"line":1}\n');
});

test('with --leave an interruption lets the batch go on and says how to come back', async () => {
  const { url, requests } = await scriptedBatches({
    events: [openWith(counts(3, 'batch-progress', { waiting: 1, completed: 1 }))],
  });

  const { code, stdout, stderr } = await batchHere({
    options: { api: url, leave: true },
    interruptAt: '1 of 2 done',
  });

  expect(code).toBe(130);
  expect(requests.at(-1)).toContain('/events');
  expect(stderr).toContain(`--follow ${BATCH}`);
  expect(stdout).toBe('');
});

test('a terminal shows a bar with the counts', async () => {
  const progress = counts(3, 'batch-progress', { waiting: 1, completed: 2, failed: 1 });
  const { url } = await scriptedBatches({ events: [stream([progress, DONE], 'end')] });

  const { stderr } = await batchHere({ options: { api: url }, columns: 100 });

  expect(stderr).toContain(`${'█'.repeat(18)}${'░'.repeat(6)} 3 of 4 done: 2 completed, 1 failed`);
});

interface BatchHere {
  /** Null for none; a file with one question when left out. */
  readonly file?: string | null;
  readonly options: object;
  readonly interruptAt?: string;
  readonly columns?: number;
}

/** Works as the command does, with streams of its own. Nothing can be started here. */
async function batchHere({ file, options, interruptAt, columns }: BatchHere) {
  const interrupt = new AbortController();
  const output = collectOutput();
  const errors = collectOutput({
    ...(columns === undefined ? {} : { columns }),
    onWrite(text) {
      if (interruptAt !== undefined && text.includes(interruptAt)) interrupt.abort();
    },
  });
  const code = await conductBatch({
    file: file === null ? undefined : (file ?? (await questions())),
    options,
    start: () => Promise.reject(new Error('no stack can be started here')),
    interrupted: interrupt.signal,
    environment: { PORT: '9' },
    output: output.output,
    errors: errors.output,
    limits: { firstWaitMs: 5, cancelMs: 2_000 },
  });
  return { code, stdout: output.text(), stderr: errors.text() };
}

async function questions(): Promise<string> {
  const path = join(await newFolder(), 'questions.jsonl');
  await writeFile(path, '"why?"\n');
  return path;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-batch-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
