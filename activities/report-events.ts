import type { NewRunEvent } from '../contracts/run-events.js';
import { reportChunks } from '../domain/live-search/report-chunks.js';

/** The report of a live search as events, told with its end or not at all; joined their contents are the report. */
export function reportEvents(report: string): NewRunEvent[] {
  const chunks = reportChunks(report);
  return chunks.map((content, at) => ({
    key: `report:${at + 1}`,
    type: 'report-chunk',
    data: { chunk_id: at + 1, content, is_final_chunk: at + 1 === chunks.length },
  }));
}
