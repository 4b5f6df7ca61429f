import { createHash } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Document } from '../../contracts/documents.js';
import { ingestWorkflowId } from '../../contracts/workflow-ids.js';
import { type IndexToLose, openIndexToLose } from '../helpers/index-to-lose.js';
import { storedParts, storedPassages } from '../helpers/look-into-stores.js';
import { startTestStack, type TestStack } from '../helpers/test-stack.js';
import { upload } from '../helpers/upload.js';

const WITHIN = { timeout: 60_000, interval: 100 };

let index: IndexToLose;
let stack: TestStack;
let url: string;
let connection: Connection;

beforeAll(async () => {
  index = await openIndexToLose();
  stack = await startTestStack(index.settings);
  url = `${stack.url}/api/v1/documents`;
  const health = await (await fetch(`${stack.url}/api/v1/health?detail=true`)).text();
  connection = await Connection.connect({ address: /127\.0\.0\.1:\d+/.exec(health)?.[0] ?? '' });
}, 120_000);

afterAll(async () => {
  await connection?.close();
  await stack?.close();
  await index?.close();
});

test('an index that is away is waited for; a document that could not wait is failed, and reindexing mends it', async () => {
  const table = await add('first.txt');
  await expect.poll(() => statusOf(table), WITHIN).toBe('indexed');

  const back = await index.takeAway(stack.home);
  const patient = await add('patient.txt');
  await untilTriedAgain('patient.txt');
  await back();
  await expect.poll(() => statusOf(patient), WITHIN).toBe('indexed');

  const backAgain = await index.takeAway(stack.home);
  const failed = await add('failed.txt');
  await makeItsLastTry(await untilTriedAgain('failed.txt'));
  await expect.poll(() => statusOf(failed), WITHIN).toBe('failed');
  const reply = await fetch(`${url}/${failed}`);
  expect(Document.parse(await reply.json()).error).toMatchObject({ error: 'unavailable' });
  await backAgain();

  const mended = await fetch(`${url}/${failed}/reindex`, { method: 'POST' });

  const { status, chunks } = Document.parse(await mended.json());
  expect(status).toBe('indexed');
  expect(Object.values(await storedPassages(stack.settings, failed))).toEqual([chunks]);
  expect(await storedParts(stack.settings, failed)).toHaveLength(2);
}, 180_000);

async function add(name: string): Promise<string> {
  const reply = await upload(`${url}?wait=false`, { name, body: bodyOf(name) });
  return Document.parse(await reply.json()).document_id;
}

function bodyOf(name: string): string {
  return `The file ${name} tells of a lake.`;
}

async function statusOf(id: string): Promise<string> {
  return Document.parse(await (await fetch(`${url}/${id}`)).json()).status;
}

/** The open ingestion of a file, once a step of it has failed and is to be tried again. */
async function untilTriedAgain(name: string) {
  const hash = createHash('sha256').update(bodyOf(name)).digest('hex');
  const execution = { workflowId: ingestWorkflowId('local', hash) };
  let activityId = '';
  const look = async () => {
    const { pendingActivities } = await connection.workflowService.describeWorkflowExecution({
      namespace: 'default',
      execution,
    });
    activityId = pendingActivities.find(({ attempt }) => (attempt ?? 1) > 1)?.activityId ?? '';
    return activityId;
  };
  await expect.poll(look, WITHIN).not.toBe('');
  return { execution, activityId };
}

/** Spares the test the minute that a store is waited for. */
async function makeItsLastTry({
  execution,
  activityId,
}: Awaited<ReturnType<typeof untilTriedAgain>>) {
  await connection.workflowService.updateActivityOptions({
    namespace: 'default',
    execution,
    id: activityId,
    activityOptions: { retryPolicy: { maximumAttempts: 2 } },
    updateMask: { paths: ['retry_policy.maximum_attempts'] },
  });
}
