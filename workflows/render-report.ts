import type { RenderReportInput, StoredReport } from '../contracts/workflow-inputs.js';
import * as activities from './activities.js';

/** Makes the report of a run in one format and keeps it; answers with where it lies. */
export async function renderReport(input: RenderReportInput): Promise<StoredReport> {
  return activities.renderReport(input);
}
