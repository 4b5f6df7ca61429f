import type { NewRunEvent } from '../contracts/run-events.js';
import { reportChunks } from '../domain/live-search/report-chunks.js';

/**
 * The report of a live search as events; joined their contents are the report. Those of a report that is `unfinished`
 * are the first of those of the whole one, under the same keys, so that each is told once.
 */
export function reportEvents(report: string, unfinished = false): NewRunEvent[] {
  const chunks = reportChunks(report);
  return chunks.map((content, at) => ({
    key: `report:${at + 1}`,
    type: 'report-chunk',
    data: {
      chunk_id: at + 1,
      content,
      is_final_chunk: !unfinished && at + 1 === chunks.length,
    },
  }));
}
