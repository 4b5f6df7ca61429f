import { z } from 'zod';
import { RawBatch } from '../../contracts/batches.js';
import type { ApiContext } from '../api-context.js';
import { jsonBody } from '../validation/json-body.js';
import { validate } from '../validation/validate.js';
import type { Defaults, RawLine } from './check-lines.js';

/** Most bytes of a batch, as a body or as an uploaded file. */
export const BATCH_BYTES = 20_000_000;

/** What was asked for, with its questions not looked at yet. */
export interface BatchOrder {
  readonly name: string | null;
  readonly window: number | null;
  readonly skipInvalid: boolean;
  readonly defaults: Defaults;
  readonly lines: readonly RawLine[];
  /** How the lines are counted in messages. */
  readonly place: 'questions' | 'line';
}

/** Reads a batch from a JSON body: an object with questions, or the list of them alone. */
export async function readOrder(ctx: ApiContext): Promise<BatchOrder> {
  const body = await jsonBody(ctx, z.unknown(), BATCH_BYTES);
  const raw = validate(RawBatch, Array.isArray(body) ? { questions: body } : body, 'body');
  return {
    name: raw.name,
    window: raw.window,
    skipInvalid: raw.skip_invalid,
    defaults: raw.defaults,
    lines: raw.questions.map((value, index) => ({ line: index + 1, value })),
    place: 'questions',
  };
}
