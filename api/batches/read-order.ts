import type { ApiContext } from '../api-context.js';
import { queryOf } from '../validation/query-of.js';
import { readBytes } from '../validation/read-bytes.js';
import { type BatchFile, type BatchOrder, orderOfFile } from './order-of-file.js';

/** Most bytes of a batch, as a body or as an uploaded file. */
export const BATCH_BYTES = 20_000_000;

const FORMATS: Readonly<Record<string, BatchFile['format']>> = {
  'application/x-ndjson': 'lines',
  'application/ndjson': 'lines',
  'application/jsonl': 'lines',
  'application/x-jsonlines': 'lines',
  'text/csv': 'csv',
};

/** Reads a batch: JSON unless the type of the body says otherwise. The options of a file come as query parameters. */
export async function readOrder(ctx: ApiContext): Promise<BatchOrder> {
  const format = FORMATS[ctx.request.type.toLowerCase()] ?? 'json';
  const bytes = await readBytes(ctx, BATCH_BYTES);
  return orderOfFile({ format, bytes }, queryOf(ctx));
}
