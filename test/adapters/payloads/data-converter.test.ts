import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileObjects } from '../../../adapters/objects/file-objects.js';
import { createDataConverter } from '../../../adapters/payloads/data-converter.js';
import { temporalBinary } from '../../helpers/temporal-binary.js';

const SECRET = 'a very private question';
const QUEUE = 'payloads';

let environment: TestWorkflowEnvironment;
let worker: Worker;
let working: Promise<void>;
let folder: string;
let client: Client;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  folder = await mkdtemp(join(tmpdir(), 'plumbline-payloads-'));
  const dataConverter = createDataConverter({
    keys: [{ id: 'test', secret: Buffer.alloc(32, 7) }],
    objects: createFileObjects(folder),
  });
  const { failureConverterPath = '' } = dataConverter;
  const workflowsPath = fileURLToPath(new URL('echo-workflows.ts', import.meta.url));
  const path = await temporalBinary();
  const [started, workflowBundle] = await Promise.all([
    TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'existing-path', path },
        log: { format: 'pretty', level: 'error' },
      },
    }),
    bundleWorkflowCode({
      workflowsPath,
      failureConverterPath,
      logger: new DefaultLogger('ERROR'),
    }),
  ]);
  environment = started;
  const { connection, nativeConnection } = environment;
  client = new Client({ connection, dataConverter });
  worker = await Worker.create({
    connection: nativeConnection,
    taskQueue: QUEUE,
    workflowBundle,
    dataConverter,
    activities: { repeat: async (text: string) => text.repeat(1_000_000 / text.length) },
  });
  working = worker.run();
});

afterAll(async () => {
  worker?.shutdown();
  await working;
  await environment?.teardown();
  await rm(folder, { recursive: true, force: true });
});

test('a megabyte goes through, past the history, and nowhere in plain text', async () => {
  const handle = await start('enlarge');

  const result = await handle.result();

  expect(result).toHaveLength(SECRET.length * Math.floor(1_000_000 / SECRET.length));
  const history = await historyOf(handle);
  expect(history.length).toBeLessThan(10_000);
  expect(history.includes(SECRET)).toBe(false);
  const kept = await readdir(join(folder, 'payloads'));
  expect(kept.length).toBeGreaterThan(0);
  for (const name of kept) {
    expect((await readFile(join(folder, 'payloads', name))).includes(SECRET)).toBe(false);
  }
});

test('the message of a failure is read by us and by nobody else', async () => {
  const handle = await start('fail');

  await expect(handle.result()).rejects.toMatchObject({
    cause: { message: SECRET, type: 'bad-input' },
  });

  expect((await historyOf(handle)).includes(SECRET)).toBe(false);
});

function start(workflow: string): Promise<WorkflowHandle> {
  return client.workflow.start(workflow, {
    args: [SECRET],
    taskQueue: QUEUE,
    workflowId: workflow,
  });
}

/** What Temporal keeps of a run, byte for byte. */
async function historyOf(handle: WorkflowHandle): Promise<Buffer> {
  const history = await handle.fetchHistory();
  return Buffer.from(temporal.api.history.v1.History.encode(history).finish());
}
