import { extname } from 'node:path';
import type { ApiContext } from '../api-context.js';
import { receiveMultipart } from '../documents/receive-multipart.js';
import { queryOf } from '../validation/query-of.js';
import { bodyTooLarge, readBytes } from '../validation/read-bytes.js';
import { type BatchFile, type BatchOrder, orderOfFile } from './order-of-file.js';
import { refusal } from './refusal.js';

/** Most bytes of a batch, as a body or as an uploaded file. */
export const BATCH_BYTES = 20_000_000;

const TYPES: Readonly<Record<string, BatchFile['format']>> = {
  'application/x-ndjson': 'lines',
  'application/ndjson': 'lines',
  'application/jsonl': 'lines',
  'application/x-jsonlines': 'lines',
  'text/csv': 'csv',
};
const ENDINGS: Readonly<Record<string, BatchFile['format']>> = {
  '.json': 'json',
  '.jsonl': 'lines',
  '.ndjson': 'lines',
  '.csv': 'csv',
};

/**
 * Reads a batch: JSON unless the type of the body says otherwise. The options of a file come as query parameters, or as
 * fields of the form that it is uploaded with.
 */
export async function readOrder(ctx: ApiContext): Promise<BatchOrder> {
  const type = ctx.request.type.toLowerCase();
  if (type === 'multipart/form-data') return readUpload(ctx);
  const bytes = await readBytes(ctx, BATCH_BYTES);
  return orderOfFile({ format: TYPES[type] ?? 'json', bytes }, queryOf(ctx));
}

async function readUpload(ctx: ApiContext): Promise<BatchOrder> {
  const { kept, fields } = await receiveMultipart(ctx.req, {
    limitBytes: BATCH_BYTES,
    tooLarge: bodyTooLarge,
    async keep({ filename, body }) {
      const format = ENDINGS[extname(filename).toLowerCase()];
      if (format === undefined)
        throw refusal('The name of the file must end in .json, .jsonl, .ndjson or .csv');
      return { format, bytes: await collect(body) };
    },
  });
  return orderOfFile(kept, { ...queryOf(ctx), ...Object.fromEntries(fields) });
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
