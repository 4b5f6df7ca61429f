import { Readable } from 'node:stream';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { showResult } from './show-batch.js';

/** Results may be large: so many are read at a time. */
const PAGE_SIZE = 20;

/** Answers with one line of JSON for each item, in order, as they stand now. */
export function writeResults(ctx: ApiContext, parts: AppParts, batchId: string): void {
  ctx.status = 200;
  ctx.set({
    'Content-Type': 'application/x-ndjson; charset=utf-8',
    'Content-Disposition': `attachment; filename="batch-${batchId}.jsonl"`,
    'Cache-Control': 'no-store',
  });
  ctx.body = Readable.from(linesOf(parts, batchId), { highWaterMark: 1 });
}

async function* linesOf({ batches }: AppParts, batchId: string): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const items = await batches.results(batchId, after, PAGE_SIZE);
    const last = items.at(-1);
    if (last === undefined) return;
    yield items.map((item) => `${JSON.stringify(showResult(item))}\n`).join('');
    after = last.position;
  }
}
