import { z } from 'zod';
import { AskError, EXIT } from '../ask/ask-error.js';
import { checkWritable } from '../ask/check-writable.js';
import { readBatchFile } from './batch-file.js';
import type { WantedBatch } from './follow-batch.js';

/** What commander makes of the command line. */
const Options = z.object({
  out: z.string().optional(),
  follow: z.uuid().optional(),
  leave: z.boolean().default(false),
  skipInvalid: z.boolean().default(false),
  kind: z.string().optional(),
  mode: z.string().optional(),
  engine: z.string().optional(),
  model: z.string().optional(),
  window: z.number().optional(),
  name: z.string().optional(),
});

/** What the command line asks for. */
export interface WantedResults {
  readonly wanted: WantedBatch;
  readonly out: string | undefined;
  /** Whether an interruption leaves the batch going. */
  readonly leave: boolean;
}

/** Reads the file of questions and checks where results go; AskError naming what is wrong. */
export async function batchOrderOf(
  file: string | undefined,
  options: unknown,
): Promise<WantedResults> {
  const parsed = Options.safeParse(options);
  if (!parsed.success) throw badUse('--follow takes the id of a batch.');
  const { out, leave, follow, skipInvalid, engine, ...rest } = parsed.data;
  if (out !== undefined) await checkWritable(out);
  if (follow !== undefined) {
    if (file !== undefined) throw badUse('Name a file of questions or --follow a batch, not both.');
    return { wanted: { id: follow }, out, leave };
  }
  if (file === undefined) throw badUse('Name a file of questions: .jsonl, .csv or .json.');
  const given = { ...rest, search_engine: engine, skip_invalid: skipInvalid };
  const texts = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  const order = { file: await readBatchFile(file), options: Object.fromEntries(texts) };
  return { wanted: { order }, out, leave };
}

function badUse(message: string): AskError {
  return new AskError(message, { exitCode: EXIT.badUse });
}
