import { z } from 'zod';
import { BatchCounts, BatchItem, BatchStatus } from '../../contracts/batches.js';
import type { Colors } from '../ask/colors-for.js';
import type { StreamedEvent } from '../ask/event-stream.js';
import { plainData, plainLine } from '../ask/plain-text.js';
import type { ProgressLine } from '../ask/progress-line.js';
import type { ProgressView } from '../ask/progress-view.js';

const Item = BatchItem.pick({
  line: true,
  query: true,
  status: true,
  session_id: true,
  error: true,
});
/** How a batch stands. */
export const BatchProgress = z.object({
  status: BatchStatus,
  total: z.int(),
  counts: BatchCounts,
  error: z.object({ message: z.string() }).optional(),
});
export type BatchProgress = z.infer<typeof BatchProgress>;

const ENDED_BADLY = new Set(['failed', 'timed_out', 'invalid']);
const TOLD_SHARE = 0.1;

/** Names each item that failed; on a terminal a bar stands below, elsewhere every tenth is told. */
export function batchView({ bar }: { readonly bar: boolean }): ProgressView {
  let progress: BatchProgress | undefined;
  let told = 0;
  return {
    add(event) {
      if (event.type === 'item-end') return failureOf(event);
      if (event.type !== 'batch-progress' && event.type !== 'batch-end') return [];
      const { data } = BatchProgress.safeParse(event.data);
      if (data === undefined) return [];
      progress = data;
      const share = data.total === 0 ? 1 : doneOf(data) / data.total;
      if (bar || share < told + TOLD_SHARE) return [];
      told = share;
      return [{ text: countsOf(data), problem: false }];
    },
    rows: (columns, colors) => (progress === undefined ? [] : [barOf(progress, columns, colors)]),
  };
}

/** `12 of 40 done: 10 completed, 2 failed, 4 running`. */
export function countsOf(progress: BatchProgress): string {
  const { status, total, counts } = progress;
  const kinds = Object.entries(counts)
    .filter(([name, count]) => count > 0 && name !== 'waiting')
    .map(([name, count]) => `${count} ${name.replace('_', ' ')}`);
  const paused = status === 'paused' ? ' (paused)' : '';
  const detail = kinds.length === 0 ? '' : `: ${kinds.join(', ')}`;
  return `${doneOf(progress)} of ${total} done${detail}${paused}`;
}

function doneOf({ total, counts }: BatchProgress): number {
  return total - counts.waiting - counts.running;
}

const BAR = 24;

function barOf(progress: BatchProgress, columns: number, colors: Colors): string {
  const full = progress.total === 0 ? BAR : Math.floor((BAR * doneOf(progress)) / progress.total);
  const bar = `${'█'.repeat(full)}${colors.dim('░'.repeat(BAR - full))}`;
  return `${bar} ${plainLine(countsOf(progress), Math.max(10, columns - BAR - 2))}`;
}

function failureOf({ data }: StreamedEvent): readonly ProgressLine[] {
  const item = Item.safeParse(plainData(data)).data;
  if (item === undefined || !ENDED_BADLY.has(item.status)) return [];
  const { line, query, status, session_id, error } = item;
  const why = error === null ? '' : `: ${plainLine(error.message, 200)}`;
  const where = session_id === null ? '' : ` (session ${session_id})`;
  const text = `Line ${line} ${status.replace('_', ' ')}, “${plainLine(query, 60)}”${why}${where}`;
  return [{ text, problem: true }];
}
