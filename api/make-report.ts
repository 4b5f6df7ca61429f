import type { ReportFormat } from '../contracts/reports.js';
import type { Run } from '../contracts/runs.js';
import type { StoredReport } from '../contracts/workflow-inputs.js';
import type { ApiContext } from './api-context.js';
import type { AppParts } from './api-parts.js';
import { reportEdition } from './report-edition.js';
import { runJob } from './run-job.js';

interface Wanted {
  readonly run: Run;
  readonly format: ReportFormat;
}

/** The report of what a run has found: the one that is kept, else one that a worker makes now. */
export async function makeReport(
  ctx: ApiContext,
  parts: AppParts,
  { run, format }: Wanted,
): Promise<StoredReport> {
  const { objects, starter, timing } = parts;
  const { request, hash } = reportEdition(run);
  const folder = `runs/${run.id}/reports`;
  const prefix = `${folder}/${format}-${hash}`;
  const [kept] = await objects.list(prefix);
  if (kept !== undefined) return { key: kept, notes: [] };
  const requestKey = await objects.put(folder, request);
  const input = { sessionId: run.id, requestKey, format, prefix };
  return runJob(ctx, parts, {
    name: 'report',
    waitMs: timing.reportMs,
    run: (signal) => starter.renderReport(input, `${format}-${hash}`, signal),
  });
}
