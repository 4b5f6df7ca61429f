import { batchPrefix, CheckedLines, itemsOf, questionBodies } from '../contracts/batch-lines.js';
import type { OpenedSchedule, OpenScheduledInput } from '../contracts/schedule-steps.js';
import type { ScheduleTarget, StoredSchedule } from '../contracts/schedule-store.js';
import type { Services } from '../contracts/services.js';
import { batchWorkflowId, runWorkflowId } from '../contracts/workflow-ids.js';
import { idOf } from './id-of.js';
import { getJson } from './stored-json.js';

type OpenServices = Pick<Services, 'schedules' | 'batches' | 'runs' | 'objects' | 'traceUrl'>;

/** Enters the run or batch of one firing; the same firing enters the same one. Null when the schedule was deleted. */
export async function openScheduled(
  services: OpenServices,
  input: OpenScheduledInput,
): Promise<OpenedSchedule | null> {
  const { scheduleId, workflowId, workflowRunId, scheduledAt } = input;
  const schedule = await services.schedules.find(scheduleId);
  if (schedule === undefined) return null;
  const id = idOf(scheduleId, workflowId, workflowRunId);
  const { target } = schedule;
  const firing = { id, schedule, parentWorkflowId: workflowId };
  const opened =
    target.runs === 'question'
      ? await openRun(services, firing, target)
      : await openBatch(services, firing, target);
  await services.schedules.addRun({ scheduleId, id, runs: target.runs, scheduledAt });
  return opened;
}

interface Firing {
  readonly id: string;
  readonly schedule: StoredSchedule;
  readonly parentWorkflowId: string;
}

async function openRun(
  { runs, traceUrl }: OpenServices,
  { id, schedule: { owner, keyId }, parentWorkflowId }: Firing,
  { question: { kind, request } }: Extract<ScheduleTarget, { runs: 'question' }>,
): Promise<OpenedSchedule> {
  const workflowId = runWorkflowId(kind, id);
  const { query, mode } = request;
  const row = { id, kind, owner, keyId, query, mode, request, workflowId, parentWorkflowId };
  const { run } = await runs.create(row);
  const input = {
    runId: id,
    request,
    createdAt: run.createdAt,
    traceUrl: traceUrl(id, workflowId),
    fresh: true,
  };
  return { runs: 'question', id, owner, child: { kind, workflowId, input } };
}

async function openBatch(
  { batches, objects }: OpenServices,
  { id, schedule: { owner, keyId, name: named }, parentWorkflowId }: Firing,
  { key, name, window }: Extract<ScheduleTarget, { runs: 'batch' }>,
): Promise<OpenedSchedule> {
  const lines = await getJson(objects, key, CheckedLines);
  const itemKeys: string[] = [];
  for (const body of questionBodies(lines)) itemKeys.push(await objects.put(batchPrefix(id), body));
  const workflowId = batchWorkflowId(id);
  await batches.create({
    ...{ id, owner, keyId, name: name ?? named, window, workflowId, parentWorkflowId },
    fingerprint: id,
    itemKeys,
    items: itemsOf(lines),
  });
  return { runs: 'batch', id, owner, workflowId };
}
